"""Short addresses for whoever has a link to the word of a month."""

from django.urls import path

from mentorship.pairs.feedback.views import links

app_name = "feedback_links"
urlpatterns = [
    path("", links.feedback_answer, name="feedback_answer"),
    path("sent/", links.feedback_sent, name="feedback_sent"),
    path("<slug:token>/", links.feedback_open, name="feedback_open"),
]
