from django.urls import path

from mentorship.pairs.views import life, trials

urlpatterns = [
    path("<int:pk>/edit/", life.draft_update, name="draft_update"),
    path("<int:pk>/mentor/", life.mentor_substitute, name="mentor_substitute"),
    path("<int:pk>/closing/", life.pair_close, name="pair_close"),
    path("<int:pk>/trial/<int:person_pk>/", trials.trial_record, name="trial_record"),
    path("<int:pk>/trial/<int:person_pk>/link/", trials.trial_ask, name="trial_ask"),
    path("<int:pk>/trial/<int:person_pk>/slip/", trials.trial_slip, name="trial_slip"),
]
