"""Addresses of «Подбор», below the pairs."""

from django.urls import path

from mentorship.pairs.matching.views import free_time, rulings, runs, settings, suggestions
from mentorship.pairs.views import preferences
from mentorship.pairs.waiting import urls as waiting_urls

urlpatterns = [
    *waiting_urls.urlpatterns,
    path("preferences/", preferences.preference_list, name="preference_list"),
    path("times/<str:side>/<int:pk>/", free_time.free_time_update, name="free_time_update"),
    path("rulings/", rulings.RulingListView.as_view(), name="ruling_list"),
    path("rulings/new/", rulings.ruling_create, name="ruling_create"),
    path("rulings/<int:pk>/lifting/", rulings.ruling_lift, name="ruling_lift"),
    path("settings/", settings.matching_settings, name="matching_settings"),
    path("runs/", runs.RunListView.as_view(), name="run_list"),
    path("runs/new/", runs.run_create, name="run_create"),
    path("runs/compare/", runs.run_compare, name="run_compare"),
    path("runs/<int:pk>/", runs.run_detail, name="run_detail"),
    path("runs/<int:pk>/acceptance/", suggestions.run_accept, name="run_accept"),
    path("suggestions/<int:pk>/whatif/", suggestions.suggestion_whatif, name="suggestion_whatif"),
    path(
        "suggestions/<int:pk>/<slug:action>/",
        suggestions.suggestion_decide,
        name="suggestion_decide",
    ),
]
