"""Addresses of «Подбор», below the pairs."""

from django.urls import path

from mentorship.pairs.views import (
    free_time,
    market,
    matching_settings,
    preferences,
    rulings,
    runs,
    suggestions,
    waiting,
)

urlpatterns = [
    path("", market.supply_list, name="supply_list"),
    path("places/", market.PlaceListView.as_view(), name="place_list"),
    path("waiting/", waiting.WaitingListView.as_view(), name="waiting_list"),
    path("waiting/<int:pk>/", waiting.waiting_detail, name="waiting_detail"),
    path("waiting/<int:pk>/plan/", waiting.step_plan, name="step_plan"),
    path("waiting/<int:pk>/support/", waiting.support_create, name="support_create"),
    path("steps/<int:pk>/finish/", waiting.step_finish, name="step_finish"),
    path("steps/<int:pk>/removal/", waiting.step_remove, name="step_remove"),
    path("preferences/", preferences.preference_list, name="preference_list"),
    path("times/<str:side>/<int:pk>/", free_time.free_time_update, name="free_time_update"),
    path("rulings/", rulings.RulingListView.as_view(), name="ruling_list"),
    path("rulings/new/", rulings.ruling_create, name="ruling_create"),
    path("rulings/<int:pk>/lifting/", rulings.ruling_lift, name="ruling_lift"),
    path("settings/", matching_settings.matching_settings, name="matching_settings"),
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
