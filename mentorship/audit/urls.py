from django.urls import path

from mentorship.audit import views

app_name = "audit"
urlpatterns = [
    path("readings/", views.reading_list, name="reading_list"),
    path("readings/export/", views.reading_export, name="reading_export"),
    path("history/<slug:kind>/<int:pk>/", views.row_history, name="row_history"),
    path("incidents/", views.incident_pack, name="incident_pack"),
]
