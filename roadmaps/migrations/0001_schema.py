import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('roadmaps', '0001_first_rooms'), ('roadmaps', '0002_import_drafts_and_task_content'), ('roadmaps', '0003_deletions_logged')]

    initial = True

    dependencies = [
        ('organizations', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, verbose_name='название')),
                ('file', models.FileField(upload_to='evidence/%Y/%m/', verbose_name='файл')),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('archived_on', models.DateField(blank=True, null=True, verbose_name='убран')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'подтверждение',
                'verbose_name_plural': 'подтверждения',
                'ordering': ['added_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Roadmap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=400, verbose_name='название')),
                ('starts_on', models.DateField(verbose_name='с')),
                ('ends_on', models.DateField(verbose_name='по')),
                ('source_name', models.CharField(blank=True, max_length=255, verbose_name='загружена из')),
                ('dropped', models.JSONField(default=list)),
                ('warnings', models.JSONField(default=list)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('archived_on', models.DateField(blank=True, null=True, verbose_name='в архиве')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roadmaps', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'дорожная карта',
                'verbose_name_plural': 'дорожные карты',
                'ordering': ['-starts_on', 'organization__name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='roadmap_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='ImportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('title', models.CharField(max_length=400, verbose_name='название')),
                ('starts_on', models.DateField(verbose_name='с')),
                ('ends_on', models.DateField(verbose_name='по')),
                ('source_name', models.CharField(blank=True, max_length=255, verbose_name='загружена из')),
                ('text', models.TextField(blank=True, verbose_name='вставленный текст')),
                ('parsed', models.JSONField()),
                ('mark_reported_done', models.BooleanField(default=False, verbose_name='отметить выполненными')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('roadmap', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='roadmaps.roadmap')),
            ],
            options={
                'verbose_name': 'черновик загрузки',
                'verbose_name_plural': 'черновики загрузки',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='import_draft_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='RoadmapEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=400, verbose_name='название')),
                ('starts_on', models.DateField(verbose_name='с')),
                ('ends_on', models.DateField(verbose_name='по')),
                ('source_name', models.CharField(blank=True, max_length=255, verbose_name='загружена из')),
                ('dropped', models.JSONField(default=list)),
                ('warnings', models.JSONField(default=list)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('archived_on', models.DateField(blank=True, null=True, verbose_name='в архиве')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='roadmaps.roadmap')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='номер')),
                ('title', models.TextField(blank=True, verbose_name='раздел')),
                ('roadmap', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='roadmaps.roadmap')),
            ],
            options={
                'verbose_name': 'раздел',
                'verbose_name_plural': 'разделы',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='номер')),
                ('title', models.TextField(blank=True, verbose_name='раздел')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='roadmaps.section')),
                ('roadmap', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='roadmaps.roadmap')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='номер')),
                ('heading', models.TextField(blank=True, verbose_name='подзаголовок')),
                ('title', models.TextField(verbose_name='мероприятие')),
                ('content', models.TextField(blank=True, verbose_name='содержание')),
                ('deadline_text', models.TextField(blank=True, verbose_name='срок')),
                ('windows', models.JSONField(default=list)),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='начало')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='срок по календарю')),
                ('recurrence', models.CharField(blank=True, max_length=60, verbose_name='повторение')),
                ('deadline_kind', models.CharField(blank=True, max_length=20)),
                ('confidence', models.FloatField(default=0, verbose_name='уверенность в сроке')),
                ('unclear', models.JSONField(default=list, verbose_name='что неясно в сроке')),
                ('responsible', models.TextField(blank=True, verbose_name='ответственный')),
                ('expected_result', models.TextField(blank=True, verbose_name='результат, вид документа')),
                ('progress', models.CharField(choices=[('planned', 'запланировано'), ('started', 'выполняется'), ('done', 'выполнено'), ('dropped', 'не проводится')], default='planned', max_length=8, verbose_name='состояние')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='выполнено')),
                ('report_text', models.TextField(blank=True, verbose_name='отчёт об исполнении')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='organizations.organization')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='roadmaps.section')),
            ],
            options={
                'verbose_name': 'мероприятие',
                'verbose_name_plural': 'мероприятия',
                'ordering': ['section__position', 'position', 'pk'],
                'indexes': [models.Index(models.F('organization'), models.F('due_on'), condition=models.Q(('progress__in', ['planned', 'started'])), name='task_open_by_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', False), ('progress', 'done')), models.Q(models.Q(('progress', 'done'), _negated=True), ('done_on', None)), _connector='OR'), name='task_done_on_with_done')],
            },
        ),
        migrations.CreateModel(
            name='EvidenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=255, verbose_name='название')),
                ('file', models.FileField(upload_to='evidence/%Y/%m/', verbose_name='файл')),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('archived_on', models.DateField(blank=True, null=True, verbose_name='убран')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='roadmaps.evidence')),
                ('task', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='roadmaps.task')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='evidence',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='roadmaps.task'),
        ),
        migrations.CreateModel(
            name='TaskEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='номер')),
                ('heading', models.TextField(blank=True, verbose_name='подзаголовок')),
                ('title', models.TextField(verbose_name='мероприятие')),
                ('content', models.TextField(blank=True, verbose_name='содержание')),
                ('deadline_text', models.TextField(blank=True, verbose_name='срок')),
                ('windows', models.JSONField(default=list)),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='начало')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='срок по календарю')),
                ('recurrence', models.CharField(blank=True, max_length=60, verbose_name='повторение')),
                ('deadline_kind', models.CharField(blank=True, max_length=20)),
                ('confidence', models.FloatField(default=0, verbose_name='уверенность в сроке')),
                ('unclear', models.JSONField(default=list, verbose_name='что неясно в сроке')),
                ('responsible', models.TextField(blank=True, verbose_name='ответственный')),
                ('expected_result', models.TextField(blank=True, verbose_name='результат, вид документа')),
                ('progress', models.CharField(choices=[('planned', 'запланировано'), ('started', 'выполняется'), ('done', 'выполнено'), ('dropped', 'не проводится')], default='planned', max_length=8, verbose_name='состояние')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='выполнено')),
                ('report_text', models.TextField(blank=True, verbose_name='отчёт об исполнении')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='roadmaps.task')),
                ('section', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='roadmaps.section')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roadmap',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "roadmaps_roadmapevent" ("archived_on", "created_at", "dropped", "ends_on", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_name", "starts_on", "title", "warnings") VALUES (NEW."archived_on", NEW."created_at", NEW."dropped", NEW."ends_on", NEW."id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source_name", NEW."starts_on", NEW."title", NEW."warnings"); RETURN NULL;', hash='e28281149566eb6401a03bd22f25da39cc2a3249', operation='INSERT', pgid='pgtrigger_insert_insert_9b318', table='roadmaps_roadmap', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roadmap',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "roadmaps_roadmapevent" ("archived_on", "created_at", "dropped", "ends_on", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_name", "starts_on", "title", "warnings") VALUES (NEW."archived_on", NEW."created_at", NEW."dropped", NEW."ends_on", NEW."id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source_name", NEW."starts_on", NEW."title", NEW."warnings"); RETURN NULL;', hash='a8b9fdca7ce7a93214d253dc5d4430d69d019bde', operation='UPDATE', pgid='pgtrigger_update_update_570bb', table='roadmaps_roadmap', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roadmap',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "roadmaps_roadmapevent" ("archived_on", "created_at", "dropped", "ends_on", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_name", "starts_on", "title", "warnings") VALUES (OLD."archived_on", OLD."created_at", OLD."dropped", OLD."ends_on", OLD."id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source_name", OLD."starts_on", OLD."title", OLD."warnings"); RETURN NULL;', hash='b16f2375f180ce96db26b8a53abf3c13c38f903e', operation='DELETE', pgid='pgtrigger_delete_delete_ba1f7', table='roadmaps_roadmap', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "roadmaps_sectionevent" ("id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "roadmap_id", "title") VALUES (NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."roadmap_id", NEW."title"); RETURN NULL;', hash='4247edfa3ddd3f7ab44817d5c92af020543f05f9', operation='INSERT', pgid='pgtrigger_insert_insert_04f6d', table='roadmaps_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "roadmaps_sectionevent" ("id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "roadmap_id", "title") VALUES (NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."roadmap_id", NEW."title"); RETURN NULL;', hash='e6e3abb254243238cc7dd6271bab946821ec753c', operation='UPDATE', pgid='pgtrigger_update_update_00542', table='roadmaps_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "roadmaps_sectionevent" ("id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "roadmap_id", "title") VALUES (OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."roadmap_id", OLD."title"); RETURN NULL;', hash='861e74cd5183853acfac73d1cb057a18b0847f21', operation='DELETE', pgid='pgtrigger_delete_delete_539cb', table='roadmaps_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "roadmaps_taskevent" ("confidence", "content", "deadline_kind", "deadline_text", "done_on", "due_on", "expected_result", "heading", "id", "number", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "progress", "recurrence", "report_text", "responsible", "section_id", "starts_on", "title", "unclear", "windows") VALUES (NEW."confidence", NEW."content", NEW."deadline_kind", NEW."deadline_text", NEW."done_on", NEW."due_on", NEW."expected_result", NEW."heading", NEW."id", NEW."number", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."progress", NEW."recurrence", NEW."report_text", NEW."responsible", NEW."section_id", NEW."starts_on", NEW."title", NEW."unclear", NEW."windows"); RETURN NULL;', hash='1611808dc48f5bdcb749552bfe8f458b47773d8b', operation='INSERT', pgid='pgtrigger_insert_insert_25006', table='roadmaps_task', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "roadmaps_taskevent" ("confidence", "content", "deadline_kind", "deadline_text", "done_on", "due_on", "expected_result", "heading", "id", "number", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "progress", "recurrence", "report_text", "responsible", "section_id", "starts_on", "title", "unclear", "windows") VALUES (NEW."confidence", NEW."content", NEW."deadline_kind", NEW."deadline_text", NEW."done_on", NEW."due_on", NEW."expected_result", NEW."heading", NEW."id", NEW."number", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."progress", NEW."recurrence", NEW."report_text", NEW."responsible", NEW."section_id", NEW."starts_on", NEW."title", NEW."unclear", NEW."windows"); RETURN NULL;', hash='18e3785da0251f7d72988bea7ca8b3250f8a13d0', operation='UPDATE', pgid='pgtrigger_update_update_674ef', table='roadmaps_task', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "roadmaps_taskevent" ("confidence", "content", "deadline_kind", "deadline_text", "done_on", "due_on", "expected_result", "heading", "id", "number", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "progress", "recurrence", "report_text", "responsible", "section_id", "starts_on", "title", "unclear", "windows") VALUES (OLD."confidence", OLD."content", OLD."deadline_kind", OLD."deadline_text", OLD."done_on", OLD."due_on", OLD."expected_result", OLD."heading", OLD."id", OLD."number", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."progress", OLD."recurrence", OLD."report_text", OLD."responsible", OLD."section_id", OLD."starts_on", OLD."title", OLD."unclear", OLD."windows"); RETURN NULL;', hash='d4d60c43d4347b56b287fb34242651fece2f3a06', operation='DELETE', pgid='pgtrigger_delete_delete_7d155', table='roadmaps_task', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "roadmaps_evidenceevent" ("added_at", "archived_on", "file", "id", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task_id") VALUES (NEW."added_at", NEW."archived_on", NEW."file", NEW."id", NEW."name", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."task_id"); RETURN NULL;', hash='84d16dc729b4d9702bb015e21cb12fec75355a2c', operation='INSERT', pgid='pgtrigger_insert_insert_80036', table='roadmaps_evidence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "roadmaps_evidenceevent" ("added_at", "archived_on", "file", "id", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task_id") VALUES (NEW."added_at", NEW."archived_on", NEW."file", NEW."id", NEW."name", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."task_id"); RETURN NULL;', hash='1109f59cd34b09b7e7da2676c9697fcf29dec68c', operation='UPDATE', pgid='pgtrigger_update_update_cf57e', table='roadmaps_evidence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "roadmaps_evidenceevent" ("added_at", "archived_on", "file", "id", "name", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task_id") VALUES (OLD."added_at", OLD."archived_on", OLD."file", OLD."id", OLD."name", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."task_id"); RETURN NULL;', hash='99c9face0301fd3fea6f7f8e7d2d81e245413065', operation='DELETE', pgid='pgtrigger_delete_delete_0197f', table='roadmaps_evidence', when='AFTER')),
        ),
    ]
