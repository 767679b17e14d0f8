from django.urls import path

from mentorship.pairs.views import concerns, feedback

urlpatterns = [
    path("feedback/", feedback.feedback_list, name="feedback_list"),
    path("feedback/ask/", feedback.feedback_ask, name="feedback_ask"),
    path("feedback/slips/", feedback.feedback_slips, name="feedback_slips"),
    path("<int:pk>/feedback/<int:person_pk>/", feedback.feedback_write, name="feedback_write"),
    path("concerns/", concerns.concern_list, name="concern_list"),
    path("concerns/adult/", concerns.concern_adult, name="concern_adult"),
    path("concerns/<int:pk>/", concerns.concern_detail, name="concern_detail"),
]
