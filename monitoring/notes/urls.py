from django.urls import URLPattern, path

from monitoring.notes import advice_views, views

urlpatterns: list[URLPattern] = [
    path("notes/", views.note_list, name="note_list"),
    path("notes/new/", views.note_create, name="note_create"),
    path("notes/<int:pk>/", views.note_detail, name="note_detail"),
    path("notes/<int:pk>/sections/<slug:code>/", views.note_section, name="note_section"),
    path("notes/<int:pk>/issue/", views.note_issue, name="note_issue"),
    path("notes/<int:pk>/delete/", views.note_delete, name="note_delete"),
    path("notes/<int:pk>/restore/", views.note_restore, name="note_restore"),
    path("notes/<int:pk>/correct/", views.note_correct, name="note_correct"),
    path("notes/<int:pk>/files/<int:number>/<slug:role>/", views.note_file, name="note_file"),
    path(
        "notes/<int:pk>/recommendations/",
        advice_views.recommendation_list,
        name="recommendation_list",
    ),
    path(
        "notes/<int:pk>/recommendations/new/",
        advice_views.recommendation_create,
        name="recommendation_create",
    ),
    path(
        "notes/<int:pk>/recommendations/suggest/",
        advice_views.recommendation_suggest,
        name="recommendation_suggest",
    ),
    path(
        "recommendations/<int:pk>/",
        advice_views.recommendation_update,
        name="recommendation_update",
    ),
    path(
        "recommendations/<int:pk>/drop/",
        advice_views.recommendation_drop,
        name="recommendation_drop",
    ),
]
