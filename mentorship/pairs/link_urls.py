"""Short addresses for whoever has a link to a meeting: printed on paper, read by a phone."""

from django.urls import path

from mentorship.pairs.views import meeting_links

app_name = "meeting_links"
urlpatterns = [
    path("", meeting_links.meeting_confirm, name="meeting_confirm"),
    path("sent/", meeting_links.confirmation_sent, name="confirmation_sent"),
    path("calendar/<slug:token>.ics", meeting_links.feed, name="feed"),
    path("<slug:token>/", meeting_links.link_open, name="link_open"),
]
