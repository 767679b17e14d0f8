import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("bank", "0006_place_search"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="affiliation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_affiliationevent" ("category", "id", "institution_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "teaching_since") VALUES (OLD."category", OLD."id", OLD."institution_id", OLD."period", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."teaching_since"); RETURN NULL;',
                    hash="110e38ff1e232dff1b8ea9a47e86fb0c52ff0988",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_28761",
                    table="bank_affiliation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_consentevent" ("ends_on", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "representative_name", "scan", "signed_on", "signer", "text_id", "text_sha256", "valid_until", "withdrawal_id", "withdrawn_on") VALUES (OLD."ends_on", OLD."id", OLD."institution_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."representative_name", OLD."scan", OLD."signed_on", OLD."signer", OLD."text_id", OLD."text_sha256", OLD."valid_until", OLD."withdrawal_id", OLD."withdrawn_on"); RETURN NULL;',
                    hash="31e3722f1380f0ed7ef089dd94ae7a7c7aa50f75",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9986e",
                    table="bank_consent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentsettings",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_consentsettingsevent" ("asks_joint", "id", "institution_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "processor", "site") VALUES (OLD."asks_joint", OLD."id", OLD."institution_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."processor", OLD."site"); RETURN NULL;',
                    hash="176dde0f34dc67363fee4277b45da80feb01a319",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2837e",
                    table="bank_consentsettings",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentsheet",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_consentsheetevent" ("id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "purpose", "run_id", "text_id", "text_sha256") VALUES (OLD."id", OLD."institution_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed_by_id", OLD."printed_on", OLD."purpose", OLD."run_id", OLD."text_id", OLD."text_sha256"); RETURN NULL;',
                    hash="7c1efa4dfd604b03be3421dff6ca56a6ed6266ed",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7a0f3",
                    table="bank_consentsheet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consenttext",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_consenttextevent" ("audience", "checked_on", "code", "id", "organization_id", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "source", "title", "to_verify", "version") VALUES (OLD."audience", OLD."checked_on", OLD."code", OLD."id", OLD."organization_id", OLD."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."source", OLD."title", OLD."to_verify", OLD."version"); RETURN NULL;',
                    hash="61fc1d402867e2d27c1bf837648c096795ce5443",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6c5c3",
                    table="bank_consenttext",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_eventevent" ("ends_on", "id", "is_shared", "kind", "materials_link", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "program", "result", "starts_on", "starts_time", "state", "title") VALUES (OLD."ends_on", OLD."id", OLD."is_shared", OLD."kind", OLD."materials_link", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."program", OLD."result", OLD."starts_on", OLD."starts_time", OLD."state", OLD."title"); RETURN NULL;',
                    hash="61aff53ff335273fa6c56d6986b5497b1d8b5d1e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c8f59",
                    table="bank_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventsession",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_eventsessionevent" ("event_id", "held_on", "hours", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time", "title") VALUES (OLD."event_id", OLD."held_on", OLD."hours", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."time", OLD."title"); RETURN NULL;',
                    hash="b427ee70dc4803eada9300b83a2a3e99932ad9ce",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2be61",
                    table="bank_eventsession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="menteeentry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_menteeentryevent" ("case_link", "completion_mark", "confirmed_by_id", "confirmed_on", "entered_on", "form_id", "id", "institution_id", "interests", "left_on", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request") VALUES (OLD."case_link", OLD."completion_mark", OLD."confirmed_by_id", OLD."confirmed_on", OLD."entered_on", OLD."form_id", OLD."id", OLD."institution_id", OLD."interests", OLD."left_on", OLD."outcome", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."request"); RETURN NULL;',
                    hash="8b402ba3f3f051d2c44d2331b79b174eda3f73a8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4f6a6",
                    table="bank_menteeentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mentorentry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_mentorentryevent" ("achievements", "capacity", "case_link", "competences", "confirmed_by_id", "confirmed_on", "desired_age", "entered_on", "id", "institution_id", "interests", "left_on", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "time_resource") VALUES (OLD."achievements", OLD."capacity", OLD."case_link", OLD."competences", OLD."confirmed_by_id", OLD."confirmed_on", OLD."desired_age", OLD."entered_on", OLD."id", OLD."institution_id", OLD."interests", OLD."left_on", OLD."outcome", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."stage", OLD."time_resource"); RETURN NULL;',
                    hash="6f187872f97d19fdadf84d3994bd56f7d120e996",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ab3f1",
                    table="bank_mentorentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mentoroffer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_mentorofferevent" ("ended_on", "entry_id", "id", "institution_id", "offered_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places") VALUES (OLD."ended_on", OLD."entry_id", OLD."id", OLD."institution_id", OLD."offered_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."places"); RETURN NULL;',
                    hash="d95897c5eae9e171b0fb69ffd6a8c9dbc8c73a6f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d3e1d",
                    table="bank_mentoroffer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_partnerevent" ("contacts", "id", "inn", "institution_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."contacts", OLD."id", OLD."inn", OLD."institution_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="a211854a3a9e046b350d637e6a910c61ef811ba7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a4895",
                    table="bank_partner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_personevent" ("archived_on", "birth_year", "born_on", "contacts", "first_name", "id", "institution_id", "last_name", "partner_id", "patronymic", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "representative_contacts", "representative_name", "search_text", "sex", "sort_name", "user_id") VALUES (OLD."archived_on", OLD."birth_year", OLD."born_on", OLD."contacts", OLD."first_name", OLD."id", OLD."institution_id", OLD."last_name", OLD."partner_id", OLD."patronymic", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."representative_contacts", OLD."representative_name", OLD."search_text", OLD."sex", OLD."sort_name", OLD."user_id"); RETURN NULL;',
                    hash="11fc69965f1858c6fff6f9013450c41b9db0b45c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5d1d6",
                    table="bank_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sheetrun",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_sheetrunevent" ("created_at", "created_by_id", "file", "id", "institution_id", "left_out", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "purpose") VALUES (OLD."created_at", OLD."created_by_id", OLD."file", OLD."id", OLD."institution_id", OLD."left_out", OLD."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed_on", OLD."purpose"); RETURN NULL;',
                    hash="bdba319e7bc9d0ebf835d21b8efba041300c4042",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3036f",
                    table="bank_sheetrun",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_topicevent" ("archived_on", "checked_on", "code", "group", "id", "keywords", "merged_into_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title") VALUES (OLD."archived_on", OLD."checked_on", OLD."code", OLD."group", OLD."id", OLD."keywords", OLD."merged_into_id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."title"); RETURN NULL;',
                    hash="f8a3c310a0503432d0e90a56d7aabb6a0154809f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7be35",
                    table="bank_topic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "bank_withdrawalevent" ("basis", "cancel_reason", "cancelled_by_id", "cancelled_on", "done_by_id", "done_how", "done_on", "due_on", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "received_on", "recorded_by_id", "recorded_on") VALUES (OLD."basis", OLD."cancel_reason", OLD."cancelled_by_id", OLD."cancelled_on", OLD."done_by_id", OLD."done_how", OLD."done_on", OLD."due_on", OLD."id", OLD."institution_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."received_on", OLD."recorded_by_id", OLD."recorded_on"); RETURN NULL;',
                    hash="83c64933e1e7ac590673b0e9f5828b5a6dc1f861",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1bcc5",
                    table="bank_withdrawal",
                    when="AFTER",
                ),
            ),
        ),
    ]
