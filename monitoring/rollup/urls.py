from django.urls import URLPattern, path

from monitoring.rollup import rating_views, views

urlpatterns: list[URLPattern] = [
    path("rounds/<int:pk>/summary/", views.round_rollup, name="round_rollup"),
    path("rounds/<int:pk>/summary/file/", views.round_rollup_export, name="round_rollup_export"),
    path("rounds/<int:pk>/summary/form/", views.round_rollup_form, name="round_rollup_form"),
    path("rounds/<int:pk>/rating/", rating_views.round_rating_page, name="round_rating"),
    path("indicators/<slug:code>/rating/", rating_views.indicator_rating, name="indicator_rating"),
]
