"""Short addresses for whoever has a link to the word of a month."""

from django.urls import path

from mentorship.pairs.views import feedback_links

app_name = "feedback_links"
urlpatterns = [
    path("", feedback_links.feedback_answer, name="feedback_answer"),
    path("sent/", feedback_links.feedback_sent, name="feedback_sent"),
    path("<slug:token>/", feedback_links.feedback_open, name="feedback_open"),
]
