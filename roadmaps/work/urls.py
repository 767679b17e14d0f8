from django.urls import path

from roadmaps.work import action_views, own_views, views

urlpatterns = [
    path("<int:pk>/strip/", views.RoadmapStripView.as_view(), name="roadmap_strip"),
    path("<int:pk>/calendar/", views.RoadmapCalendarView.as_view(), name="roadmap_calendar"),
    path("<int:pk>/tasks/", action_views.task_bulk, name="task_bulk"),
    path("<int:pk>/responsible/", action_views.responsible_update, name="responsible_update"),
    path("digest/", own_views.digest_update, name="digest_update"),
    path("feed/", own_views.feed_detail, name="feed_detail"),
    path("feed/create/", own_views.feed_create, name="feed_create"),
    path("feed/revoke/", own_views.feed_revoke, name="feed_revoke"),
]
