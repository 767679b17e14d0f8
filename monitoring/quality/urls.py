from django.urls import URLPattern, path

from monitoring.quality import views

urlpatterns: list[URLPattern] = [
    path("quality/", views.quality_list, name="quality_list"),
    path("quality/export/", views.quality_export, name="quality_export"),
    path("quality/growth/", views.quality_growth, name="quality_growth"),
    path("quality/new/", views.quality_create, name="quality_create"),
    path("quality/<int:pk>/", views.quality_sheet, name="quality_sheet"),
    path("quality/<int:pk>/fill/", views.quality_fill, name="quality_fill"),
    path("quality/<int:pk>/finish/", views.quality_finish, name="quality_finish"),
    path("quality/<int:pk>/correct/", views.quality_correct, name="quality_correct"),
    path("quality/<int:pk>/file/<slug:role>/", views.quality_file, name="quality_file"),
]
