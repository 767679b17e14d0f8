from django.urls import path

from roadmaps.editing import views

urlpatterns = [
    path("<int:pk>/edit/", views.roadmap_update, name="roadmap_update"),
    path("<int:pk>/tasks/new/", views.task_create, name="task_create"),
    path("<int:pk>/sections/new/", views.section_create, name="section_create"),
    path("sections/<int:pk>/edit/", views.section_update, name="section_update"),
    path("sections/<int:pk>/remove/", views.section_remove, name="section_remove"),
    path("tasks/<int:pk>/remove/", views.task_remove, name="task_remove"),
]
