import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('monitoring', '0001_first_rooms'), ('monitoring', '0002_deletions_logged'), ('monitoring', '0003_plan_values_logged')]

    initial = True

    dependencies = [
        ('organizations', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='код')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='редакция')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('title', models.CharField(max_length=600, verbose_name='показатель')),
                ('short_title', models.CharField(max_length=200, verbose_name='кратко')),
                ('formula', models.CharField(max_length=800, verbose_name='формула')),
                ('numerator', models.CharField(max_length=60, verbose_name='числитель')),
                ('denominator', models.CharField(max_length=60, verbose_name='знаменатель')),
                ('source', models.CharField(max_length=300, verbose_name='источник')),
                ('checked_on', models.DateField(verbose_name='дата проверки')),
            ],
            options={
                'verbose_name': 'показатель',
                'verbose_name_plural': 'показатели',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='indicator_code_version')],
            },
        ),
        migrations.CreateModel(
            name='PlanValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='год')),
                ('value', models.PositiveSmallIntegerField(verbose_name='план, %')),
                ('source', models.CharField(max_length=300, verbose_name='источник')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_values', to='monitoring.indicator')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_values', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'плановое значение',
                'verbose_name_plural': 'плановые значения',
                'ordering': ['year', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('indicator', 'organization', 'year'), name='planvalue_once_a_year', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='PlanValueEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='год')),
                ('value', models.PositiveSmallIntegerField(verbose_name='план, %')),
                ('source', models.CharField(max_length=300, verbose_name='источник')),
                ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='monitoring.indicator')),
                ('organization', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='monitoring.planvalue')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StatedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('text', models.CharField(max_length=100, verbose_name='как написано')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='заявлено, %')),
                ('source', models.CharField(max_length=300, verbose_name='источник')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='пояснение')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stated_values', to='monitoring.indicator')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stated_values', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'заявленное значение',
                'verbose_name_plural': 'заявленные значения',
                'ordering': ['-school_year', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'indicator', 'school_year'), name='statedvalue_once')],
            },
        ),
        migrations.CreateModel(
            name='StatedValueEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('text', models.CharField(max_length=100, verbose_name='как написано')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='заявлено, %')),
                ('source', models.CharField(max_length=300, verbose_name='источник')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='пояснение')),
                ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='monitoring.indicator')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='monitoring.statedvalue')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planvalue',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "monitoring_planvalueevent" ("id", "indicator_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value", "year") VALUES (NEW."id", NEW."indicator_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."value", NEW."year"); RETURN NULL;', hash='e1ff01bf1a2fb997a8862ef72800fe5e26e4e231', operation='INSERT', pgid='pgtrigger_insert_insert_ee323', table='monitoring_planvalue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planvalue',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "monitoring_planvalueevent" ("id", "indicator_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value", "year") VALUES (NEW."id", NEW."indicator_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."value", NEW."year"); RETURN NULL;', hash='6a1c4a5b0def54e337e35542a07c8778a8a1721d', operation='UPDATE', pgid='pgtrigger_update_update_7c0c1', table='monitoring_planvalue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planvalue',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "monitoring_planvalueevent" ("id", "indicator_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value", "year") VALUES (OLD."id", OLD."indicator_id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."value", OLD."year"); RETURN NULL;', hash='6fbcdf3b27e3599d23debecae54f38634d281192', operation='DELETE', pgid='pgtrigger_delete_delete_bc545', table='monitoring_planvalue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statedvalue',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "monitoring_statedvalueevent" ("id", "indicator_id", "note", "organization_id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_year", "source", "text") VALUES (NEW."id", NEW."indicator_id", NEW."note", NEW."organization_id", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."school_year", NEW."source", NEW."text"); RETURN NULL;', hash='b3cf3ebc050c7faa73de31b42bd5665a23a310b5', operation='INSERT', pgid='pgtrigger_insert_insert_f7643', table='monitoring_statedvalue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statedvalue',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "monitoring_statedvalueevent" ("id", "indicator_id", "note", "organization_id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_year", "source", "text") VALUES (NEW."id", NEW."indicator_id", NEW."note", NEW."organization_id", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."school_year", NEW."source", NEW."text"); RETURN NULL;', hash='dbe3d047b9cd431784438f919aa40c65613f8db8', operation='UPDATE', pgid='pgtrigger_update_update_7a7c7', table='monitoring_statedvalue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statedvalue',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "monitoring_statedvalueevent" ("id", "indicator_id", "note", "organization_id", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_year", "source", "text") VALUES (OLD."id", OLD."indicator_id", OLD."note", OLD."organization_id", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_year", OLD."source", OLD."text"); RETURN NULL;', hash='81dfbf671233b2528bbad6318890d3f0b80c1dbe', operation='DELETE', pgid='pgtrigger_delete_delete_ea738', table='monitoring_statedvalue', when='AFTER')),
        ),
    ]
