from django.urls import include, path

from roadmaps import deadline_views, difference_views, import_views, task_views, views
from roadmaps.cascade import urls as cascade
from roadmaps.cycle import urls as cycle
from roadmaps.editing import urls as editing
from roadmaps.patterns import urls as patterns
from roadmaps.progress import urls as progress
from roadmaps.review import urls as review

app_name = "roadmaps"
urlpatterns = [
    path("", views.RoadmapListView.as_view(), name="roadmap_list"),
    path("", include("roadmaps.work.urls")),
    path("import/", import_views.roadmap_import, name="roadmap_import"),
    path("import/<int:pk>/", import_views.import_preview, name="import_preview"),
    path("import/<int:pk>/confirm/", import_views.import_confirm, name="import_confirm"),
    path("import/<int:pk>/deadlines/", deadline_views.import_deadlines, name="import_deadlines"),
    path(
        "import/<int:pk>/difference/<int:roadmap_pk>/",
        difference_views.import_difference,
        name="import_difference",
    ),
    path(
        "removed/<int:pk>/restore/",
        difference_views.removed_task_restore,
        name="removed_task_restore",
    ),
    path("<int:pk>/deadlines/", deadline_views.roadmap_deadlines, name="roadmap_deadlines"),
    path("<int:pk>/", views.RoadmapDetailView.as_view(), name="roadmap_detail"),
    path("<int:pk>/export/", views.roadmap_export, name="roadmap_export"),
    path("<int:pk>/archive/", views.roadmap_archive, name="roadmap_archive"),
    path("<int:pk>/restore/", views.roadmap_restore, name="roadmap_restore"),
    path("tasks/", task_views.TaskListView.as_view(), name="task_list"),
    path("tasks/<int:pk>/", task_views.task_detail, name="task_detail"),
    path("tasks/<int:pk>/report/", task_views.task_report, name="task_report"),
    path("tasks/<int:pk>/edit/", task_views.task_update, name="task_update"),
    path("tasks/<int:pk>/evidence/", task_views.evidence_create, name="evidence_create"),
    path("tasks/<int:pk>/responsible/", task_views.task_responsible, name="task_responsible"),
    path("tasks/<int:pk>/comments/", task_views.comment_create, name="comment_create"),
    path("comments/<int:pk>/delete/", task_views.comment_delete, name="comment_delete"),
    path("comments/<int:pk>/restore/", task_views.comment_restore, name="comment_restore"),
    path("turns/<int:pk>/", task_views.occurrence_report, name="occurrence_report"),
    path("turns/<int:pk>/reopen/", task_views.occurrence_reopen, name="occurrence_reopen"),
    path("evidence/<int:pk>/", task_views.evidence_file, name="evidence_file"),
    path("evidence/<int:pk>/delete/", task_views.evidence_delete, name="evidence_delete"),
    path("evidence/<int:pk>/restore/", task_views.evidence_restore, name="evidence_restore"),
    *cascade.urlpatterns,
    *patterns.urlpatterns,
    *progress.urlpatterns,
    *cycle.urlpatterns,
    *editing.urlpatterns,
    *review.urlpatterns,
]
