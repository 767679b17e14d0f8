"""The short address of a calendar: opened by a program that has no account."""

from django.urls import path

from roadmaps.work import own_views

app_name = "roadmap_links"
urlpatterns = [path("<slug:token>.ics", own_views.feed, name="feed")]
