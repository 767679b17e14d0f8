"""Short addresses for whoever is asked after a trial meeting: printed on paper, read by a phone."""

from django.urls import path

from mentorship.pairs.views import trial_answers

app_name = "trial"
urlpatterns = [
    path("", trial_answers.answer_create, name="answer_create"),
    path("sent/", trial_answers.answer_sent, name="answer_sent"),
    path("<slug:token>/", trial_answers.link_open, name="link_open"),
]
