from django.urls import path

from mentorship.organizations import views

app_name = "organizations"
urlpatterns = [
    path("", views.OrganizationListView.as_view(), name="organization_list"),
    path("own/", views.organization_detail, name="organization_detail"),
    path("own/edit/", views.OrganizationUpdateView.as_view(), name="organization_update"),
    path("own/headcounts/new/", views.HeadcountCreateView.as_view(), name="headcount_create"),
    path("switch/", views.membership_switch, name="membership_switch"),
    path("year/", views.year_switch, name="year_switch"),
]
