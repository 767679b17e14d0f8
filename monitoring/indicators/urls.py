from django.urls import URLPattern, path

from monitoring.indicators import stated_views, views

urlpatterns: list[URLPattern] = [
    path("indicators/new/", views.indicator_create, name="indicator_create"),
    path("indicators/stated/", stated_views.stated_update, name="stated_update"),
    path("indicators/<slug:code>/trend/", views.indicator_trend, name="indicator_trend"),
    path("indicators/<slug:code>/edit/", views.indicator_update, name="indicator_update"),
    path("indicators/<slug:code>/archive/", views.indicator_archive, name="indicator_archive"),
]
