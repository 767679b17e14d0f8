import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0001_first_rooms"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="activity",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_activityevent" ("actual_result", "due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_result", "position", "program_id", "title") VALUES (OLD."actual_result", OLD."due_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."planned_result", OLD."position", OLD."program_id", OLD."title"); RETURN NULL;',
                    hash="dce8b4428b7bf522b84c2d312ca2543441d040d7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_05bde",
                    table="programs_activity",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="program",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_programevent" ("difficulties", "ends_on", "expected_results", "goal", "id", "institution_id", "pair_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."difficulties", OLD."ends_on", OLD."expected_results", OLD."goal", OLD."id", OLD."institution_id", OLD."pair_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."starts_on"); RETURN NULL;',
                    hash="393be055c2223d69e9ded5d7c1b54733c014157a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7c1d4",
                    table="programs_program",
                    when="AFTER",
                ),
            ),
        ),
    ]
