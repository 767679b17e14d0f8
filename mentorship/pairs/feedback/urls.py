from django.urls import path

from mentorship.pairs.feedback.views import concerns, records

urlpatterns = [
    path("feedback/", records.feedback_list, name="feedback_list"),
    path("feedback/ask/", records.feedback_ask, name="feedback_ask"),
    path("feedback/slips/", records.feedback_slips, name="feedback_slips"),
    path("<int:pk>/feedback/<int:person_pk>/", records.feedback_write, name="feedback_write"),
    path("concerns/", concerns.concern_list, name="concern_list"),
    path("concerns/adult/", concerns.concern_adult, name="concern_adult"),
    path("concerns/<int:pk>/", concerns.concern_detail, name="concern_detail"),
]
