from django.urls import URLPattern, path

from monitoring import execution_views, views
from monitoring.catalogue.urls import urlpatterns as of_catalogue
from monitoring.checks.urls import urlpatterns as of_checks
from monitoring.indicators.urls import urlpatterns as of_indicators
from monitoring.insights.urls import urlpatterns as of_insights
from monitoring.notes.urls import urlpatterns as notes
from monitoring.quality.urls import urlpatterns as of_quality
from monitoring.rollup.urls import urlpatterns as of_rollup
from monitoring.rounds.urls import urlpatterns as rounds
from monitoring.workbooks import views as workbook_views

app_name = "monitoring"
urlpatterns: list[URLPattern] = [
    *of_catalogue,
    *of_checks,
    *of_indicators,
    *of_rollup,
    path("indicators/", views.indicator_list, name="indicator_list"),
    path("indicators/<slug:code>/plan/", views.plan_update, name="plan_update"),
    path(
        "indicators/<slug:code>/institutions/",
        views.indicator_institutions,
        name="indicator_institutions",
    ),
    path("indicators/<slug:code>/<slug:part>/", views.indicator_rows, name="indicator_rows"),
    path("reports/", views.report_list, name="report_list"),
    path("forms/", workbook_views.form_list, name="form_list"),
    path("forms/new/", workbook_views.form_create, name="form_create"),
    path("forms/names/", workbook_views.form_names, name="form_names"),
    path("forms/<int:pk>/", workbook_views.form_detail, name="form_detail"),
    path("forms/<int:pk>/fill/", workbook_views.form_fill, name="form_fill"),
    path("forms/filled/<int:pk>/", workbook_views.form_filled, name="form_filled"),
    path("forms/<int:pk>/archive/", workbook_views.form_archive, name="form_archive"),
    path("forms/<int:pk>/restore/", workbook_views.form_restore, name="form_restore"),
    path("forms/<int:pk>/versions/new/", workbook_views.version_create, name="version_create"),
    path("form-versions/<int:pk>/", workbook_views.form_version, name="form_version"),
    path("form-versions/<int:pk>/file/", workbook_views.version_file, name="version_file"),
    path("form-versions/<int:pk>/accept/", workbook_views.version_accept, name="version_accept"),
    path("form-versions/<int:pk>/discard/", workbook_views.version_discard, name="version_discard"),
    path("execution/<int:pk>/", execution_views.execution_export, name="execution_export"),
    *notes,
    *rounds,
    *of_quality,
    *of_insights,
    path("reports/<slug:code>/", views.report_download, name="report_download"),
]
