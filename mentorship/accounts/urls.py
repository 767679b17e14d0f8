from django.urls import path

from mentorship.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account_detail, name="account_detail"),
    path("sign-in/", views.SignInView.as_view(), name="sign_in"),
    path("sign-out/", views.SignOutView.as_view(), name="sign_out"),
    path("password/", views.PasswordView.as_view(), name="password_change"),
    path("sessions/end/", views.sessions_end, name="sessions_end"),
    path("forgotten/", views.password_forgotten, name="password_forgotten"),
    path("new-password/", views.password_set, name="password_set"),
    path("new-password/<str:token>/", views.password_link_open, name="password_link_open"),
]
