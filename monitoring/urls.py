from django.urls import URLPattern, path

from monitoring import views

app_name = "monitoring"
urlpatterns: list[URLPattern] = [
    path("indicators/", views.indicator_list, name="indicator_list"),
    path("indicators/<slug:code>/plan/", views.plan_update, name="plan_update"),
    path(
        "indicators/<slug:code>/institutions/",
        views.indicator_institutions,
        name="indicator_institutions",
    ),
    path("indicators/<slug:code>/<slug:part>/", views.indicator_rows, name="indicator_rows"),
    path("reports/", views.report_list, name="report_list"),
    path("reports/<slug:code>/", views.report_download, name="report_download"),
]
