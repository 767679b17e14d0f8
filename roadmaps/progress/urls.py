from django.urls import path

from roadmaps.progress import views

urlpatterns = [
    path("tasks/<int:pk>/progress/", views.progress_detail, name="progress_detail"),
    path("tasks/<int:pk>/progress/bind/", views.progress_bind, name="progress_bind"),
    path("tasks/<int:pk>/progress/write/", views.progress_write, name="progress_write"),
    path("figures/<slug:code>/", views.figure_rows, name="figure_rows"),
]
