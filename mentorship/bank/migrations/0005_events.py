import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("bank", "0004_selection"),
        ("organizations", "0001_first_rooms"),
    ]

    operations = [
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('expected', 'ожидается'), ('present', 'участвовал(а)'), ('absent', 'не участвовал(а)')], default='expected', max_length=8, verbose_name='участие')),
                ('result', models.CharField(blank=True, max_length=200, verbose_name='результат')),
            ],
            options={
                'verbose_name': 'участие в мероприятии',
                'verbose_name_plural': 'участие в мероприятиях',
                'ordering': ['person__sort_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AttendanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('expected', 'ожидается'), ('present', 'участвовал(а)'), ('absent', 'не участвовал(а)')], default='expected', max_length=8, verbose_name='участие')),
                ('result', models.CharField(blank=True, max_length=200, verbose_name='результат')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('training', 'обучение наставников'), ('seminar', 'семинар'), ('psychology', 'тренинг психолога'), ('group_meeting', 'групповая встреча'), ('open_day', 'день открытых дверей, открытое мероприятие'), ('contest', 'конкурс'), ('award', 'номинация, награждение'), ('publication', 'публикация'), ('community', 'сообщество'), ('experts', 'поиск экспертов')], max_length=14, verbose_name='вид')),
                ('title', models.CharField(max_length=300, verbose_name='название')),
                ('state', models.CharField(choices=[('planned', 'запланировано'), ('held', 'проведено'), ('cancelled', 'отменено')], default='planned', max_length=10, verbose_name='состояние')),
                ('starts_on', models.DateField(verbose_name='дата')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='по')),
                ('starts_time', models.TimeField(blank=True, null=True, verbose_name='начало')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='место')),
                ('program', models.TextField(blank=True, verbose_name='программа')),
                ('result', models.TextField(blank=True, verbose_name='итоги')),
                ('materials_link', models.URLField(blank=True, max_length=500, verbose_name='материалы')),
                ('is_shared', models.BooleanField(default=True, verbose_name='видно организациям территории')),
            ],
            options={
                'verbose_name': 'мероприятие',
                'verbose_name_plural': 'мероприятия',
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EventEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('training', 'обучение наставников'), ('seminar', 'семинар'), ('psychology', 'тренинг психолога'), ('group_meeting', 'групповая встреча'), ('open_day', 'день открытых дверей, открытое мероприятие'), ('contest', 'конкурс'), ('award', 'номинация, награждение'), ('publication', 'публикация'), ('community', 'сообщество'), ('experts', 'поиск экспертов')], max_length=14, verbose_name='вид')),
                ('title', models.CharField(max_length=300, verbose_name='название')),
                ('state', models.CharField(choices=[('planned', 'запланировано'), ('held', 'проведено'), ('cancelled', 'отменено')], default='planned', max_length=10, verbose_name='состояние')),
                ('starts_on', models.DateField(verbose_name='дата')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='по')),
                ('starts_time', models.TimeField(blank=True, null=True, verbose_name='начало')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='место')),
                ('program', models.TextField(blank=True, verbose_name='программа')),
                ('result', models.TextField(blank=True, verbose_name='итоги')),
                ('materials_link', models.URLField(blank=True, max_length=500, verbose_name='материалы')),
                ('is_shared', models.BooleanField(default=True, verbose_name='видно организациям территории')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EventSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='дата')),
                ('time', models.TimeField(blank=True, null=True, verbose_name='начало')),
                ('title', models.CharField(max_length=300, verbose_name='тема занятия')),
                ('hours', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='часов')),
            ],
            options={
                'verbose_name': 'занятие',
                'verbose_name_plural': 'занятия',
                'ordering': ['held_on', 'time', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EventSessionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('held_on', models.DateField(verbose_name='дата')),
                ('time', models.TimeField(blank=True, null=True, verbose_name='начало')),
                ('title', models.CharField(max_length=300, verbose_name='тема занятия')),
                ('hours', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='часов')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partner',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partner',
            name='update_update',
        ),
        migrations.RemoveField(
            model_name='partner',
            name='agreed_on',
        ),
        migrations.RemoveField(
            model_name='partner',
            name='agreement_number',
        ),
        migrations.RemoveField(
            model_name='partner',
            name='valid_until',
        ),
        migrations.RemoveField(
            model_name='partnerevent',
            name='agreed_on',
        ),
        migrations.RemoveField(
            model_name='partnerevent',
            name='agreement_number',
        ),
        migrations.RemoveField(
            model_name='partnerevent',
            name='valid_until',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_partnerevent" ("contacts", "id", "inn", "institution_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."contacts", NEW."id", NEW."inn", NEW."institution_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='83acd76597a4ad62442efcee0f8e366b685aaebe', operation='INSERT', pgid='pgtrigger_insert_insert_31e89', table='bank_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_partnerevent" ("contacts", "id", "inn", "institution_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."contacts", NEW."id", NEW."inn", NEW."institution_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='3de39adfe8dc4de2aa916b462eb03c80a3064ac6', operation='UPDATE', pgid='pgtrigger_update_update_ac2be', table='bank_partner', when='AFTER')),
        ),
        migrations.AddField(
            model_name='attendance',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='bank.person'),
        ),
        migrations.AddField(
            model_name='attendanceevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='attendanceevent',
            name='person',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person'),
        ),
        migrations.AddField(
            model_name='attendanceevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.attendance'),
        ),
        migrations.AddField(
            model_name='event',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentoring_events', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='attendanceevent',
            name='event',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.event'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='bank.event'),
        ),
        migrations.AddField(
            model_name='eventevent',
            name='organization',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='eventevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.event'),
        ),
        migrations.AddField(
            model_name='eventsession',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='bank.event'),
        ),
        migrations.AddField(
            model_name='eventsessionevent',
            name='event',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.event'),
        ),
        migrations.AddField(
            model_name='eventsessionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.eventsession'),
        ),
        migrations.AddField(
            model_name='selectionstep',
            name='event',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='selection_steps', to='bank.event', verbose_name='мероприятие'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(models.F('organization'), models.F('starts_on'), name='event_by_day'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='event_ends_after_start'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_eventevent" ("ends_on", "id", "is_shared", "kind", "materials_link", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "program", "result", "starts_on", "starts_time", "state", "title") VALUES (NEW."ends_on", NEW."id", NEW."is_shared", NEW."kind", NEW."materials_link", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."program", NEW."result", NEW."starts_on", NEW."starts_time", NEW."state", NEW."title"); RETURN NULL;', hash='c5f979dbe37e9107592a11be4a42153f652faf0a', operation='INSERT', pgid='pgtrigger_insert_insert_b98cb', table='bank_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_eventevent" ("ends_on", "id", "is_shared", "kind", "materials_link", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "program", "result", "starts_on", "starts_time", "state", "title") VALUES (NEW."ends_on", NEW."id", NEW."is_shared", NEW."kind", NEW."materials_link", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."program", NEW."result", NEW."starts_on", NEW."starts_time", NEW."state", NEW."title"); RETURN NULL;', hash='09d284cd05f90d1b65980bf922b8d91bafdba411', operation='UPDATE', pgid='pgtrigger_update_update_5b2e7', table='bank_event', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('event', 'person'), name='attendance_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_attendanceevent" ("event_id", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "state") VALUES (NEW."event_id", NEW."id", NEW."institution_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."result", NEW."state"); RETURN NULL;', hash='89a9a8b5ea8503a3f45997d25ff774bf2bbbce16', operation='INSERT', pgid='pgtrigger_insert_insert_61586', table='bank_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_attendanceevent" ("event_id", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "state") VALUES (NEW."event_id", NEW."id", NEW."institution_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."result", NEW."state"); RETURN NULL;', hash='dc2253dee0b36bee22c2d8dbc34936939eecdbbb', operation='UPDATE', pgid='pgtrigger_update_update_a3912', table='bank_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_attendanceevent" ("event_id", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "state") VALUES (OLD."event_id", OLD."id", OLD."institution_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."result", OLD."state"); RETURN NULL;', hash='6c1b27460eeb9c8cf8b1ab9278c905a65f9a33c2', operation='DELETE', pgid='pgtrigger_delete_delete_1a99b', table='bank_attendance', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='eventsession',
            constraint=models.CheckConstraint(condition=models.Q(('hours', None), ('hours__gt', 0), _connector='OR'), name='eventsession_hours_positive'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventsession',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_eventsessionevent" ("event_id", "held_on", "hours", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time", "title") VALUES (NEW."event_id", NEW."held_on", NEW."hours", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."time", NEW."title"); RETURN NULL;', hash='098eff534a78f6188222cefc4c368fd6c9bf9203', operation='INSERT', pgid='pgtrigger_insert_insert_31071', table='bank_eventsession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventsession',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_eventsessionevent" ("event_id", "held_on", "hours", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time", "title") VALUES (NEW."event_id", NEW."held_on", NEW."hours", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."time", NEW."title"); RETURN NULL;', hash='88863935e7dbc5d75072b79445d7131d122d770d', operation='UPDATE', pgid='pgtrigger_update_update_5580c', table='bank_eventsession', when='AFTER')),
        ),
    ]
