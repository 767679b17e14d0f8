import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0002_questionnaires_by_link"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_invitationevent" ("about_id", "batch_id", "id", "institution_id", "link_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."about_id", OLD."batch_id", OLD."id", OLD."institution_id", OLD."link_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="bff007ed06d0f490cb70acfb42f7987571c9ccdb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fdf48",
                    table="surveys_invitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitationbatch",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_invitationbatchevent" ("created_at", "created_by_id", "days", "id", "institution_id", "job_id", "manner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questionnaire_id", "reissued_at", "reissued_by_id", "school_year") VALUES (OLD."created_at", OLD."created_by_id", OLD."days", OLD."id", OLD."institution_id", OLD."job_id", OLD."manner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."questionnaire_id", OLD."reissued_at", OLD."reissued_by_id", OLD."school_year"); RETURN NULL;',
                    hash="e5e6bb5b7bf4f510e5eb1da7128c46d9f58f474c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ef2e6",
                    table="surveys_invitationbatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionnaire",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_questionnaireevent" ("audience", "changed_at", "checked_on", "code", "id", "intro", "needs_check", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "purpose", "questions", "satisfied_from", "source", "state", "title", "version") VALUES (OLD."audience", OLD."changed_at", OLD."checked_on", OLD."code", OLD."id", OLD."intro", OLD."needs_check", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."purpose", OLD."questions", OLD."satisfied_from", OLD."source", OLD."state", OLD."title", OLD."version"); RETURN NULL;',
                    hash="6a6db5d4fc96a0bf4d7de7d481f84022aa86cdfe",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_00c1a",
                    table="surveys_questionnaire",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reply",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_replyevent" ("answered_on", "id", "institution_id", "invitation_id", "made_person", "mentee_entry_id", "mentor_entry_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questionnaire_id", "reviewed_at", "reviewed_by_id", "school_year", "state") VALUES (OLD."answered_on", OLD."id", OLD."institution_id", OLD."invitation_id", OLD."made_person", OLD."mentee_entry_id", OLD."mentor_entry_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."questionnaire_id", OLD."reviewed_at", OLD."reviewed_by_id", OLD."school_year", OLD."state"); RETURN NULL;',
                    hash="98396b532275cc8df4d7f27ef8422672017f016e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7818d",
                    table="surveys_reply",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="response",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "surveys_responseevent" ("answered_on", "answers", "id", "institution_id", "is_satisfied", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questionnaire_id", "school_year") VALUES (OLD."answered_on", OLD."answers", OLD."id", OLD."institution_id", OLD."is_satisfied", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."questionnaire_id", OLD."school_year"); RETURN NULL;',
                    hash="374a224b2fd6d63e729ce5a0eb6eba85e46d92fd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7b269",
                    table="surveys_response",
                    when="AFTER",
                ),
            ),
        ),
    ]
