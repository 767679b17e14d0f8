from django.urls import URLPattern, path

from monitoring.catalogue import views

urlpatterns: list[URLPattern] = [
    path("figures/", views.figure_list, name="figure_list"),
    path("figures/<slug:code>/rows/", views.figure_rows, name="figure_rows"),
    path("tables/", views.table_build, name="table_build"),
    path("tables/export/", views.table_export, name="table_export"),
    path("tables/save/", views.table_save, name="table_save"),
    path("tables/<int:pk>/archive/", views.table_archive, name="table_archive"),
]
