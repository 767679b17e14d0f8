from django.urls import path

from mentorship.surveys.views import (
    changes,
    invitations,
    questionnaires,
    replies,
    responses,
    satisfaction,
)

app_name = "surveys"
urlpatterns = [
    path("", responses.ResponseListView.as_view(), name="response_list"),
    path("<int:pk>/people/<int:person_pk>/", responses.response_create, name="response_create"),
    path("responses/<int:pk>/", responses.response_update, name="response_update"),
    path("changes/", changes.change_list, name="change_list"),
    path("changes/export/", changes.change_export, name="change_export"),
    path("invitations/", invitations.BatchListView.as_view(), name="batch_list"),
    path("invitations/new/", invitations.batch_create, name="batch_create"),
    path("invitations/new/<int:pk>/cards/", invitations.cards_create, name="cards_create"),
    path("invitations/new/<int:pk>/named/", invitations.named_create, name="named_create"),
    path("invitations/<int:pk>/", invitations.batch_detail, name="batch_detail"),
    path("invitations/<int:pk>/sheet/", invitations.batch_sheet, name="batch_sheet"),
    path("invitations/<int:pk>/reissue/", invitations.batch_reissue, name="batch_reissue"),
    path("invitations/<int:pk>/revoke/", invitations.batch_revoke, name="batch_revoke"),
    path(
        "invitations/links/<int:pk>/revoke/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
    path("replies/", replies.ReplyListView.as_view(), name="reply_list"),
    path("replies/<int:pk>/", replies.reply_detail, name="reply_detail"),
    path("replies/<int:pk>/reject/", replies.reply_reject, name="reply_reject"),
    path("replies/<int:pk>/reopen/", replies.reply_reopen, name="reply_reopen"),
    path("sets/", questionnaires.QuestionnaireListView.as_view(), name="questionnaire_list"),
    path("sets/new/", questionnaires.questionnaire_create, name="questionnaire_create"),
    path("sets/<int:pk>/", questionnaires.questionnaire_update, name="questionnaire_update"),
    path("sets/<int:pk>/copy/", questionnaires.questionnaire_copy, name="questionnaire_copy"),
    path(
        "sets/<int:pk>/preview/", questionnaires.questionnaire_preview, name="questionnaire_preview"
    ),
    path(
        "sets/<int:pk>/satisfaction/",
        satisfaction.satisfaction_update,
        name="satisfaction_update",
    ),
    path(
        "sets/<int:pk>/publish/", questionnaires.questionnaire_publish, name="questionnaire_publish"
    ),
    path(
        "sets/<int:pk>/archive/", questionnaires.questionnaire_archive, name="questionnaire_archive"
    ),
    path(
        "sets/<int:pk>/restore/", questionnaires.questionnaire_restore, name="questionnaire_restore"
    ),
    path("sets/<int:pk>/questions/new/", questionnaires.question_create, name="question_create"),
    path(
        "sets/<int:pk>/questions/<slug:code>/",
        questionnaires.question_update,
        name="question_update",
    ),
    path(
        "sets/<int:pk>/questions/<slug:code>/<slug:step>/move/",
        questionnaires.question_move,
        name="question_move",
    ),
    path(
        "sets/<int:pk>/questions/<slug:code>/remove/",
        questionnaires.question_remove,
        name="question_remove",
    ),
    path(
        "sets/<int:pk>/questions/<slug:code>/restore/",
        questionnaires.question_restore,
        name="question_restore",
    ),
]
