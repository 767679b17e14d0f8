from django.urls import URLPattern, path

from monitoring.rounds import report_views, views

urlpatterns: list[URLPattern] = [
    path("rounds/", views.round_list, name="round_list"),
    path("rounds/new/", views.round_create, name="round_create"),
    path("rounds/<int:pk>/", views.round_detail, name="round_detail"),
    path("rounds/<int:pk>/close/", views.round_close, name="round_close"),
    path("rounds/<int:pk>/reopen/", views.round_reopen, name="round_reopen"),
    path("rounds/<int:pk>/extend/", views.round_extend, name="round_extend"),
    path("rounds/<int:pk>/widen/", views.round_widen, name="round_widen"),
    path("round-reports/<int:pk>/", report_views.round_report, name="round_report"),
    path("round-reports/<int:pk>/rows/", report_views.round_report_rows, name="round_report_rows"),
    path("round-reports/<int:pk>/fill/", report_views.round_report_fill, name="round_report_fill"),
    path(
        "round-reports/<int:pk>/submit/",
        report_views.round_report_submit,
        name="round_report_submit",
    ),
    path(
        "round-reports/<int:pk>/recall/",
        report_views.round_report_recall,
        name="round_report_recall",
    ),
    path(
        "round-reports/<int:pk>/accept/",
        report_views.round_report_accept,
        name="round_report_accept",
    ),
    path(
        "round-reports/<int:pk>/return/",
        report_views.round_report_return,
        name="round_report_return",
    ),
    path(
        "round-reports/<int:pk>/correct/",
        report_views.round_report_correct,
        name="round_report_correct",
    ),
    path(
        "round-reports/<int:pk>/extend/",
        report_views.round_report_extend,
        name="round_report_extend",
    ),
]
