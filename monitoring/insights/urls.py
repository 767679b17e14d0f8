from django.urls import URLPattern, path

from monitoring.insights import views

urlpatterns: list[URLPattern] = [
    path("insights/", views.insight_attention, name="insight_attention"),
    path("insights/learn/", views.insight_learn, name="insight_learn"),
    path("insights/reasons/", views.insight_reasons, name="insight_reasons"),
]
