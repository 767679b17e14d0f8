"""Pages of people, roles and invitations; a part of the addresses of `organizations`."""

from django.urls import path

from mentorship.organizations.views import acceptance, invitations, members

urlpatterns = [
    path("members/", members.member_list, name="member_list"),
    path("members/below/", members.staffing_list, name="staffing_list"),
    path("members/<int:pk>/", members.member_detail, name="member_detail"),
    path("members/<int:pk>/end/", members.member_end, name="member_end"),
    path("members/<int:pk>/return/", members.member_return, name="member_return"),
    path("members/<int:pk>/limits/", members.member_limits, name="member_limits"),
    path("members/<int:pk>/password/", members.member_password, name="member_password"),
    path("members/<int:pk>/deputy/", invitations.deputy_create, name="deputy_create"),
    path("members/<int:pk>/successor/", invitations.successor_create, name="successor_create"),
    path("<int:pk>/members/", members.member_list, name="organization_members"),
    path("<int:pk>/invitations/new/", invitations.invitation_create, name="invitation_create"),
    path("invitations/<int:pk>/", invitations.invitation_detail, name="invitation_detail"),
    path(
        "invitations/<int:pk>/reissue/", invitations.invitation_reissue, name="invitation_reissue"
    ),
    path("invitations/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation_revoke"),
    path("invitations/open/<str:token>/", acceptance.invitation_open, name="invitation_open"),
    path("invitations/accept/", acceptance.invitation_accept, name="invitation_accept"),
]
