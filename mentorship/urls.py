from django.urls import include, path

from mentorship import health, views

handler403 = "mentorship.views.permission_denied"

urlpatterns = [
    path("", views.home, name="home"),
    path("indicator-cards/", views.indicator_cards, name="indicator_cards"),
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.search_suggest, name="search_suggest"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("account/", include("mentorship.accounts.urls")),
    path("organizations/", include("mentorship.organizations.urls")),
    path("audit/", include("mentorship.audit.urls")),
    path("jobs/", include("mentorship.jobs.urls")),
    path("bank/", include("mentorship.bank.urls")),
    path("surveys/", include("mentorship.surveys.urls")),
    path("q/", include("mentorship.surveys.link_urls")),
    path("t/", include("mentorship.pairs.trial_urls")),
    path("pairs/", include("mentorship.pairs.urls")),
    path("m/", include("mentorship.pairs.meetings.link_urls")),
    path("f/", include("mentorship.pairs.feedback.link_urls")),
    path("programs/", include("mentorship.programs.urls")),
    path("documents/", include("mentorship.documents.urls")),
    path("roadmaps/", include("roadmaps.urls")),
    path("r/", include("roadmaps.work.link_urls")),
    path("monitoring/", include("monitoring.urls")),
]
