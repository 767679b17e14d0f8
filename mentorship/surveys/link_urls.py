"""Short addresses for whoever has a link: printed on paper, read by a phone."""

from django.urls import path

from mentorship.surveys.views import answering

app_name = "answers"
urlpatterns = [
    path("", answering.answer_create, name="answer_create"),
    path("sent/", answering.answer_sent, name="answer_sent"),
    path("<slug:token>/", answering.link_open, name="link_open"),
]
