from django.urls import path

from mentorship.surveys import views

app_name = "surveys"
urlpatterns = [
    path("", views.ResponseListView.as_view(), name="response_list"),
    path("<int:pk>/people/<int:person_pk>/", views.response_create, name="response_create"),
    path("responses/<int:pk>/", views.response_update, name="response_update"),
]
