from django.urls import include, path

from mentorship.organizations.views import (
    headcounts,
    imports,
    own,
    participation,
    switches,
    tree,
)

app_name = "organizations"
urlpatterns = [
    path("", tree.OrganizationListView.as_view(), name="organization_list"),
    path("new/", tree.InstitutionCreateView.as_view(), name="institution_create"),
    path("<int:pk>/", tree.organization_detail, name="organization_detail"),
    path("<int:pk>/edit/", tree.OrganizationUpdateView.as_view(), name="organization_update"),
    path("<int:pk>/close/", tree.organization_close, name="organization_close"),
    path("<int:pk>/reopen/", tree.organization_reopen, name="organization_reopen"),
    path("municipalities/", tree.MunicipalityListView.as_view(), name="municipality_list"),
    path("municipalities/new/", tree.MunicipalityCreateView.as_view(), name="municipality_create"),
    path("imports/new/", imports.organization_import_create, name="organization_import_create"),
    path("imports/sample/", imports.organization_import_sample, name="organization_import_sample"),
    path(
        "imports/<int:pk>/", imports.organization_import_detail, name="organization_import_detail"
    ),
    path(
        "imports/<int:pk>/confirm/",
        imports.organization_import_confirm,
        name="organization_import_confirm",
    ),
    path(
        "imports/<int:pk>/invite/",
        imports.organization_import_invite,
        name="organization_import_invite",
    ),
    path(
        "participation/",
        participation.ParticipationListView.as_view(),
        name="participation_list",
    ),
    path("participation/record/", participation.participation_record, name="participation_record"),
    path("own/", own.own_detail, name="own_detail"),
    path("own/edit/", own.OwnUpdateView.as_view(), name="own_update"),
    path("own/signatories/new/", own.SignatoryCreateView.as_view(), name="signatory_create"),
    path("own/signatories/<int:pk>/", own.SignatoryUpdateView.as_view(), name="signatory_update"),
    path("own/headcounts/", headcounts.HeadcountListView.as_view(), name="headcount_list"),
    path("own/headcounts/fill/", headcounts.headcount_fill, name="headcount_fill"),
    path("own/headcounts/count/", headcounts.headcount_count, name="headcount_count"),
    path("own/headcounts/new/", headcounts.HeadcountCreateView.as_view(), name="headcount_create"),
    path(
        "own/headcounts/<int:pk>/",
        headcounts.HeadcountUpdateView.as_view(),
        name="headcount_update",
    ),
    path(
        "headcounts/imports/new/", imports.headcount_import_create, name="headcount_import_create"
    ),
    path(
        "headcounts/imports/sample/",
        imports.headcount_import_sample,
        name="headcount_import_sample",
    ),
    path(
        "headcounts/imports/<int:pk>/",
        imports.headcount_import_detail,
        name="headcount_import_detail",
    ),
    path(
        "headcounts/imports/<int:pk>/confirm/",
        imports.headcount_import_confirm,
        name="headcount_import_confirm",
    ),
    path("", include("mentorship.organizations.member_urls")),
    path("switch/", switches.membership_switch, name="membership_switch"),
    path("year/", switches.year_switch, name="year_switch"),
]
