import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0001_first_rooms"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="statedvalue",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "monitoring_statedvalueevent" ("id", "indicator_id", "note", "organization_id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_year", "source", "text") VALUES (OLD."id", OLD."indicator_id", OLD."note", OLD."organization_id", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_year", OLD."source", OLD."text"); RETURN NULL;',
                    hash="81dfbf671233b2528bbad6318890d3f0b80c1dbe",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ea738",
                    table="monitoring_statedvalue",
                    when="AFTER",
                ),
            ),
        ),
    ]
