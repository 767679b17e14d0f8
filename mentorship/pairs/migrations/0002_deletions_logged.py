import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("pairs", "0001_first_rooms"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pairs_meetingevent" ("direction", "held_on", "id", "minutes", "pair_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "summary") VALUES (OLD."direction", OLD."held_on", OLD."id", OLD."minutes", OLD."pair_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."stage", OLD."summary"); RETURN NULL;',
                    hash="65f8792f0e9c021ee4c86cf0e195b3e424f8e20e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cb6a7",
                    table="pairs_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pair",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pairs_pairevent" ("created_at", "ends_on", "form_id", "id", "institution_id", "mentor_agreed_on", "mentor_entry_id", "mentor_institution_id", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_year", "starts_on", "state", "title", "topic") VALUES (OLD."created_at", OLD."ends_on", OLD."form_id", OLD."id", OLD."institution_id", OLD."mentor_agreed_on", OLD."mentor_entry_id", OLD."mentor_institution_id", OLD."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_year", OLD."starts_on", OLD."state", OLD."title", OLD."topic"); RETURN NULL;',
                    hash="8b3744954e1c4f7f1d86b9345d48897c4de60ea1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d756e",
                    table="pairs_pair",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pairmember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pairs_pairmemberevent" ("agreed_on", "form_id", "id", "live", "mentee_entry_id", "pair_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agreed_on", OLD."form_id", OLD."id", OLD."live", OLD."mentee_entry_id", OLD."pair_id", OLD."period", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="22b909ceeb72a9a41cbcd8875482235da3ac7fcd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7ec14",
                    table="pairs_pairmember",
                    when="AFTER",
                ),
            ),
        ),
    ]
