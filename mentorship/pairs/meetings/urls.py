from django.urls import path

from mentorship.pairs.meetings.views import entries, links, lists, plans, settings

create, update = entries.MeetingCreateView, entries.MeetingUpdateView
urlpatterns = [
    path("meetings/", lists.MeetingListView.as_view(), name="meeting_list"),
    path("meetings/print/", lists.meeting_print, name="meeting_print"),
    path("meetings/export/", lists.meeting_export, name="meeting_export"),
    path("meetings/mentees/", lists.meeting_mentees, name="meeting_mentees"),
    path("meetings/table/", entries.meeting_table, name="meeting_table"),
    path("meetings/calendar/", links.feed_detail, name="feed_detail"),
    path("meetings/calendar/new/", links.feed_create, name="feed_create"),
    path("meetings/calendar/revocation/", links.feed_revoke, name="feed_revoke"),
    path("meetings/directions/", settings.direction_list, name="direction_list"),
    path("meetings/final/", settings.final_record, name="final_record"),
    path("meetings/directions/<int:pk>/", settings.direction_update, name="direction_update"),
    path(
        "meetings/directions/<int:pk>/archive/",
        settings.direction_archive,
        name="direction_archive",
    ),
    path("<int:pk>/meetings/new/", create.as_view(), name="meeting_create"),
    path("<int:pk>/meetings/quick/", entries.meeting_quick, name="meeting_quick"),
    path("<int:pk>/meetings/plan/", plans.plan_create, name="plan_create"),
    path("meetings/<int:pk>/", update.as_view(), name="meeting_update"),
    path("meetings/<int:pk>/plan/", plans.plan_update, name="plan_update"),
    path("meetings/<int:pk>/cancellation/", plans.plan_cancel, name="plan_cancel"),
    path(
        "meetings/<int:pk>/confirmation/",
        links.confirmation_create,
        name="confirmation_create",
    ),
    path(
        "meetings/<int:pk>/confirmation/slips/",
        links.confirmation_slips,
        name="confirmation_slips",
    ),
    path(
        "meetings/<int:pk>/confirmation/revocation/",
        links.confirmation_revoke,
        name="confirmation_revoke",
    ),
]
