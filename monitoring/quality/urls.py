from django.urls import URLPattern, path

from monitoring.quality import sheet_views, views

urlpatterns: list[URLPattern] = [
    path("quality/", views.quality_list, name="quality_list"),
    path("quality/export/", views.quality_export, name="quality_export"),
    path("quality/growth/", views.quality_growth, name="quality_growth"),
    path("quality/table/", views.quality_table, name="quality_table"),
    path("quality/new/", sheet_views.quality_create, name="quality_create"),
    path("quality/<int:pk>/", sheet_views.quality_sheet, name="quality_sheet"),
    path("quality/<int:pk>/fill/", sheet_views.quality_fill, name="quality_fill"),
    path("quality/<int:pk>/finish/", sheet_views.quality_finish, name="quality_finish"),
    path("quality/<int:pk>/correct/", sheet_views.quality_correct, name="quality_correct"),
    path("quality/<int:pk>/file/<slug:role>/", sheet_views.quality_file, name="quality_file"),
]
