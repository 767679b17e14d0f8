"""Short addresses for whoever has a link to a meeting: printed on paper, read by a phone."""

from django.urls import path

from mentorship.pairs.meetings.views import links

app_name = "meeting_links"
urlpatterns = [
    path("", links.meeting_confirm, name="meeting_confirm"),
    path("sent/", links.confirmation_sent, name="confirmation_sent"),
    path("calendar/<slug:token>.ics", links.feed, name="feed"),
    path("<slug:token>/", links.link_open, name="link_open"),
]
