from django.urls import path

from mentorship.organizations.views import headcounts, own, switches, tree

app_name = "organizations"
urlpatterns = [
    path("", tree.OrganizationListView.as_view(), name="organization_list"),
    path("own/", own.own_detail, name="own_detail"),
    path("own/edit/", own.OwnUpdateView.as_view(), name="own_update"),
    path("own/headcounts/new/", headcounts.HeadcountCreateView.as_view(), name="headcount_create"),
    path("switch/", switches.membership_switch, name="membership_switch"),
    path("year/", switches.year_switch, name="year_switch"),
]
