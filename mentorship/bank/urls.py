from django.urls import path

from mentorship.bank.views import consents, entries, imports, partners, people

app_name = "bank"
urlpatterns = [
    path("mentors/", entries.MentorListView.as_view(), name="mentor_list"),
    path("mentors/new/", entries.MentorCreateView.as_view(), name="mentor_create"),
    path("mentors/export/", imports.mentor_export, name="mentor_export"),
    path("mentors/<int:pk>/edit/", entries.MentorUpdateView.as_view(), name="mentor_update"),
    path("mentors/<int:pk>/leave/", entries.mentor_leave, name="mentor_leave"),
    path("mentors/<int:pk>/return/", entries.mentor_return, name="mentor_return"),
    path("mentees/", entries.MenteeListView.as_view(), name="mentee_list"),
    path("mentees/new/", entries.MenteeCreateView.as_view(), name="mentee_create"),
    path("mentees/export/", imports.mentee_export, name="mentee_export"),
    path("mentees/<int:pk>/edit/", entries.MenteeUpdateView.as_view(), name="mentee_update"),
    path("mentees/<int:pk>/leave/", entries.mentee_leave, name="mentee_leave"),
    path("mentees/<int:pk>/return/", entries.mentee_return, name="mentee_return"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
    path("people/<int:pk>/edit/", people.PersonUpdateView.as_view(), name="person_update"),
    path("people/<int:pk>/affiliations/new/", people.affiliation_create, name="affiliation_create"),
    path("people/<int:pk>/consents/new/", consents.consent_create, name="consent_create"),
    path("consents/", consents.ConsentListView.as_view(), name="consent_list"),
    path("consents/record/", consents.consent_record, name="consent_record"),
    path("consents/<int:pk>/withdraw/", consents.consent_withdraw, name="consent_withdraw"),
    path("consents/<int:pk>/scan/", consents.consent_scan, name="consent_scan"),
    path("partners/", partners.PartnerListView.as_view(), name="partner_list"),
    path("partners/new/", partners.PartnerCreateView.as_view(), name="partner_create"),
    path("partners/<int:pk>/edit/", partners.PartnerUpdateView.as_view(), name="partner_update"),
    path("imports/", imports.ImportListView.as_view(), name="import_list"),
    path("imports/new/", imports.import_create, name="import_create"),
    path("imports/sample/<slug:code>/", imports.import_sample, name="import_sample"),
    path("imports/<int:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<int:pk>/confirm/", imports.import_confirm, name="import_confirm"),
]
