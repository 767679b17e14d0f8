import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("roadmaps", "0002_import_drafts_and_task_content"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "roadmaps_evidenceevent" ("added_at", "archived_on", "file", "id", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task_id") VALUES (OLD."added_at", OLD."archived_on", OLD."file", OLD."id", OLD."name", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."task_id"); RETURN NULL;',
                    hash="99c9face0301fd3fea6f7f8e7d2d81e245413065",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0197f",
                    table="roadmaps_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roadmap",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "roadmaps_roadmapevent" ("archived_on", "created_at", "dropped", "ends_on", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_name", "starts_on", "title", "warnings") VALUES (OLD."archived_on", OLD."created_at", OLD."dropped", OLD."ends_on", OLD."id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source_name", OLD."starts_on", OLD."title", OLD."warnings"); RETURN NULL;',
                    hash="b16f2375f180ce96db26b8a53abf3c13c38f903e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ba1f7",
                    table="roadmaps_roadmap",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="section",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "roadmaps_sectionevent" ("id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "roadmap_id", "title") VALUES (OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."roadmap_id", OLD."title"); RETURN NULL;',
                    hash="861e74cd5183853acfac73d1cb057a18b0847f21",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_539cb",
                    table="roadmaps_section",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="task",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "roadmaps_taskevent" ("confidence", "content", "deadline_kind", "deadline_text", "done_on", "due_on", "expected_result", "heading", "id", "number", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "progress", "recurrence", "report_text", "responsible", "section_id", "starts_on", "title", "unclear", "windows") VALUES (OLD."confidence", OLD."content", OLD."deadline_kind", OLD."deadline_text", OLD."done_on", OLD."due_on", OLD."expected_result", OLD."heading", OLD."id", OLD."number", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."progress", OLD."recurrence", OLD."report_text", OLD."responsible", OLD."section_id", OLD."starts_on", OLD."title", OLD."unclear", OLD."windows"); RETURN NULL;',
                    hash="d4d60c43d4347b56b287fb34242651fece2f3a06",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7d155",
                    table="roadmaps_task",
                    when="AFTER",
                ),
            ),
        ),
    ]
