"""Addresses of those who wait and of who is free for them, below «Подбор»."""

from django.urls import path

from mentorship.pairs.waiting.views import lists, market

urlpatterns = [
    path("", market.supply_list, name="supply_list"),
    path("places/", market.PlaceListView.as_view(), name="place_list"),
    path("waiting/", lists.WaitingListView.as_view(), name="waiting_list"),
    path("waiting/<int:pk>/", lists.waiting_detail, name="waiting_detail"),
    path("waiting/<int:pk>/plan/", lists.step_plan, name="step_plan"),
    path("waiting/<int:pk>/support/", lists.support_create, name="support_create"),
    path("steps/<int:pk>/finish/", lists.step_finish, name="step_finish"),
    path("steps/<int:pk>/removal/", lists.step_remove, name="step_remove"),
]
