import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0004_participation_log"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="headcount",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_headcountevent" ("age_from", "age_to", "as_of", "category", "experience_to", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value") VALUES (OLD."age_from", OLD."age_to", OLD."as_of", OLD."category", OLD."experience_to", OLD."id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."value"); RETURN NULL;',
                    hash="4f9c983523d22cf979842016c8f83eaa8dc1feb5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_82b3a",
                    table="organizations_headcount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_invitationevent" ("accepted_id", "acts_for_id", "card", "ends_on", "id", "institution_types", "invited_by_id", "link_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "role", "starts_on") VALUES (OLD."accepted_id", OLD."acts_for_id", OLD."card", OLD."ends_on", OLD."id", OLD."institution_types", OLD."invited_by_id", OLD."link_id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."replaces_id", OLD."role", OLD."starts_on"); RETURN NULL;',
                    hash="b17dcaf300d66993efa60eb88cc64b1541ae0612",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e94f1",
                    table="organizations_invitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_membershipevent" ("acts_for_id", "ended_at", "ended_by_id", "ends_on", "id", "institution_types", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id", "was_to_end_on") VALUES (OLD."acts_for_id", OLD."ended_at", OLD."ended_by_id", OLD."ends_on", OLD."id", OLD."institution_types", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."starts_on", OLD."user_id", OLD."was_to_end_on"); RETURN NULL;',
                    hash="d7e8ac06365b8bf360dbe384ddcf1499194c61d1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0b96a",
                    table="organizations_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationevent" ("address", "closed_on", "code", "contacts", "id", "inn", "institution_type", "level", "locality", "name", "order_number_pattern", "order_numbering", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "short_name_genitive", "time_zone") VALUES (OLD."address", OLD."closed_on", OLD."code", OLD."contacts", OLD."id", OLD."inn", OLD."institution_type", OLD."level", OLD."locality", OLD."name", OLD."order_number_pattern", OLD."order_numbering", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."short_name", OLD."short_name_genitive", OLD."time_zone"); RETURN NULL;',
                    hash="1e2925b5d485683cb8415c50d142221bc79607ff",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_84ac6",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rolldeclaration",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_rolldeclarationevent" ("as_of", "category", "declared_at", "declared_by_id", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."as_of", OLD."category", OLD."declared_at", OLD."declared_by_id", OLD."id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="11035957140aaf1aa8b2431038b083cfcccddf30",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3d962",
                    table="organizations_rolldeclaration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signatory",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_signatoryevent" ("ends_on", "full_name", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_on") VALUES (OLD."ends_on", OLD."full_name", OLD."id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."starts_on"); RETURN NULL;',
                    hash="8a657977fd396d2fc321b28cc65a6fc3afabf287",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b7274",
                    table="organizations_signatory",
                    when="AFTER",
                ),
            ),
        ),
    ]
