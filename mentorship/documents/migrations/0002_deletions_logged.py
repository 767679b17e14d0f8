import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_first_rooms"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_documentevent" ("cancel_reason", "cancelled_at", "cancelled_by_id", "context", "created_at", "created_by_id", "dated_on", "fields", "id", "kind", "number", "number_key", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at", "registered_by_id", "school_year", "state", "template_version", "title") VALUES (OLD."cancel_reason", OLD."cancelled_at", OLD."cancelled_by_id", OLD."context", OLD."created_at", OLD."created_by_id", OLD."dated_on", OLD."fields", OLD."id", OLD."kind", OLD."number", OLD."number_key", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."registered_at", OLD."registered_by_id", OLD."school_year", OLD."state", OLD."template_version", OLD."title"); RETURN NULL;',
                    hash="2479378976aefafd15c47848fd8fd54d1e8ef2bb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0c008",
                    table="documents_document",
                    when="AFTER",
                ),
            ),
        ),
    ]
