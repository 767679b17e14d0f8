from django.urls import path

from mentorship.documents import check_views, journal_views, layout_views, life_views, views
from mentorship.documents.batches import views as batch_views
from mentorship.documents.dispatching import incoming_views
from mentorship.documents.dispatching import views as dispatch_views
from mentorship.documents.uploaded import views as template_views

app_name = "documents"
urlpatterns = [
    path("", views.DocumentListView.as_view(), name="document_list"),
    path("export/", views.document_export, name="document_export"),
    path("new/", views.kind_list, name="kind_list"),
    path("new/<slug:kind>/", views.document_create, name="document_create"),
    path("batches/", batch_views.BatchListView.as_view(), name="batch_list"),
    path("batches/new/<slug:kind>/", batch_views.batch_create, name="batch_create"),
    path("batches/<int:pk>/", batch_views.batch_detail, name="batch_detail"),
    path("batches/<int:pk>/again/", batch_views.batch_again, name="batch_again"),
    path("batches/<int:pk>/files/<slug:role>/", batch_views.batch_file, name="batch_file"),
    path("layout/", layout_views.layout_update, name="layout_update"),
    path("numbering/", layout_views.numbering_list, name="numbering_list"),
    path("numbering/<slug:series>/", layout_views.numbering_update, name="numbering_update"),
    path("<int:pk>/layout.css", layout_views.layout_css, name="layout_css"),
    path("templates/", template_views.template_list, name="template_list"),
    path("templates/<int:pk>/", template_views.template_detail, name="template_detail"),
    path("templates/<int:pk>/accept/", template_views.template_accept, name="template_accept"),
    path("templates/<int:pk>/retire/", template_views.template_retire, name="template_retire"),
    path("templates/<int:pk>/file/", template_views.template_file, name="template_file"),
    path("templates/<slug:kind>/new/", template_views.template_create, name="template_create"),
    path("templates/<slug:kind>/sample/", template_views.template_sample, name="template_sample"),
    path("sent/", dispatch_views.sent_list, name="sent_list"),
    path("<int:pk>/dispatches/", dispatch_views.dispatch_list, name="dispatch_list"),
    path("<int:pk>/dispatches/new/", dispatch_views.dispatch_create, name="dispatch_create"),
    path("<int:pk>/dispatches/export/", dispatch_views.dispatch_export, name="dispatch_export"),
    path("dispatches/<int:pk>/delete/", dispatch_views.dispatch_delete, name="dispatch_delete"),
    path("incoming/", incoming_views.incoming_list, name="incoming_list"),
    path("incoming/<int:pk>/", incoming_views.incoming_detail, name="incoming_detail"),
    path("incoming/<int:pk>/open/", incoming_views.incoming_open, name="incoming_open"),
    path(
        "incoming/<int:pk>/acknowledge/",
        incoming_views.incoming_acknowledge,
        name="incoming_acknowledge",
    ),
    path("incoming/<int:pk>/layout.css", incoming_views.incoming_css, name="incoming_css"),
    path(
        "incoming/<int:pk>/files/<slug:role>/", incoming_views.incoming_file, name="incoming_file"
    ),
    path("<int:pk>/", views.DocumentDetailView.as_view(), name="document_detail"),
    path("<int:pk>/edit/", views.document_update, name="document_update"),
    path("<int:pk>/preview/", views.document_preview, name="document_preview"),
    path("<int:pk>/names/", views.name_form_update, name="name_form_update"),
    path("<int:pk>/register/", views.document_register, name="document_register"),
    path("<int:pk>/cancel/", views.document_cancel, name="document_cancel"),
    path("<int:pk>/delete/", views.document_delete, name="document_delete"),
    path("<int:pk>/scans/", views.scan_create, name="scan_create"),
    path("<int:pk>/signatures/", life_views.signature_create, name="signature_create"),
    path(
        "<int:pk>/corrections/<slug:kind>/", life_views.correction_create, name="correction_create"
    ),
    path("<int:pk>/acquaintance/", life_views.acquaintance_update, name="acquaintance_update"),
    path(
        "<int:pk>/acquaintance/<slug:role>/", life_views.acquaintance_file, name="acquaintance_file"
    ),
    path("acquaintance/<int:pk>/", life_views.acquaintance_detail, name="acquaintance_detail"),
    path(
        "acquaintance/<int:pk>/confirm/",
        life_views.acquaintance_confirm,
        name="acquaintance_confirm",
    ),
    path("check/<slug:code>/", check_views.document_check, name="document_check"),
    path("journal/", journal_views.journal_print, name="journal_print"),
    path("journal/<slug:role>/", journal_views.journal_file, name="journal_file"),
    path("<int:pk>/files/<slug:role>/", views.document_file, name="document_file"),
]
