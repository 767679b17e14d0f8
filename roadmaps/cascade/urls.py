from django.urls import path

from roadmaps.cascade import address_views, views

urlpatterns = [
    path("<int:pk>/addresses/", address_views.address_list, name="address_list"),
    path("<int:pk>/addresses/confirm/", address_views.address_confirm, name="address_confirm"),
    path("tasks/<int:pk>/address/", address_views.address_update, name="address_update"),
    path("tasks/<int:pk>/address/delete/", address_views.address_delete, name="address_delete"),
    path("<int:pk>/completion/", address_views.completion_table, name="completion_table"),
    path("<int:pk>/completion/export/", address_views.completion_export, name="completion_export"),
    path(
        "tasks/<int:pk>/completion/<int:institution>/",
        address_views.completion_cell,
        name="completion_cell",
    ),
    path("proposals/", views.proposal_list, name="proposal_list"),
    path("proposals/accept/", views.proposals_accept, name="proposals_accept"),
    path("proposals/<int:pk>/decline/", views.proposal_decline, name="proposal_decline"),
    path("proposals/<int:pk>/join/", views.proposal_join, name="proposal_join"),
    path("changes/<int:pk>/", views.change_decide, name="change_decide"),
    path("<int:pk>/base/", views.base_update, name="base_update"),
]
