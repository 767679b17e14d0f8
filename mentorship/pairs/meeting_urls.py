from django.urls import path

from mentorship.pairs.views import (
    meeting_entries,
    meeting_links,
    meeting_plans,
    meeting_settings,
    meetings,
)

create, update = meeting_entries.MeetingCreateView, meeting_entries.MeetingUpdateView
urlpatterns = [
    path("meetings/", meetings.MeetingListView.as_view(), name="meeting_list"),
    path("meetings/print/", meetings.meeting_print, name="meeting_print"),
    path("meetings/export/", meetings.meeting_export, name="meeting_export"),
    path("meetings/mentees/", meetings.meeting_mentees, name="meeting_mentees"),
    path("meetings/table/", meeting_entries.meeting_table, name="meeting_table"),
    path("meetings/calendar/", meeting_links.feed_detail, name="feed_detail"),
    path("meetings/calendar/new/", meeting_links.feed_create, name="feed_create"),
    path("meetings/calendar/revocation/", meeting_links.feed_revoke, name="feed_revoke"),
    path("meetings/directions/", meeting_settings.direction_list, name="direction_list"),
    path("meetings/final/", meeting_settings.final_record, name="final_record"),
    path(
        "meetings/directions/<int:pk>/", meeting_settings.direction_update, name="direction_update"
    ),
    path(
        "meetings/directions/<int:pk>/archive/",
        meeting_settings.direction_archive,
        name="direction_archive",
    ),
    path("<int:pk>/meetings/new/", create.as_view(), name="meeting_create"),
    path("<int:pk>/meetings/quick/", meeting_entries.meeting_quick, name="meeting_quick"),
    path("<int:pk>/meetings/plan/", meeting_plans.plan_create, name="plan_create"),
    path("meetings/<int:pk>/", update.as_view(), name="meeting_update"),
    path("meetings/<int:pk>/plan/", meeting_plans.plan_update, name="plan_update"),
    path("meetings/<int:pk>/cancellation/", meeting_plans.plan_cancel, name="plan_cancel"),
    path(
        "meetings/<int:pk>/confirmation/",
        meeting_links.confirmation_create,
        name="confirmation_create",
    ),
    path(
        "meetings/<int:pk>/confirmation/slips/",
        meeting_links.confirmation_slips,
        name="confirmation_slips",
    ),
    path(
        "meetings/<int:pk>/confirmation/revocation/",
        meeting_links.confirmation_revoke,
        name="confirmation_revoke",
    ),
]
