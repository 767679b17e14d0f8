from django.urls import URLPattern, path

from monitoring.checks import views

urlpatterns: list[URLPattern] = [
    path("checks/", views.check_list, name="check_list"),
    path("checks/new/", views.check_create, name="check_create"),
    path("checks/<int:pk>/", views.check_detail, name="check_detail"),
    path("checks/<int:pk>/edit/", views.check_update, name="check_update"),
    path("checks/<int:pk>/copy/", views.check_copy, name="check_copy"),
    path("checks/<int:pk>/switch/", views.check_switch, name="check_switch"),
    path("checks/<int:pk>/archive/", views.check_archive, name="check_archive"),
    path("checks/<int:pk>/restore/", views.check_restore, name="check_restore"),
]
