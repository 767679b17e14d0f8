import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def abandon_previews(apps, schema_editor):
    """A preview kept in the old way cannot be gone on with; its file is uploaded anew."""
    previews = apps.get_model("bank", "ImportRun").objects.filter(state="previewed")
    previews.update(state="abandoned")


class Migration(migrations.Migration):
    dependencies = [
        ("bank", "0001_first_rooms"),
        ("jobs", "0001_first_rooms"),
        ("organizations", "0001_first_rooms"),
    ]

    operations = [
        migrations.RunPython(abandon_previews, migrations.RunPython.noop),
        migrations.CreateModel(
            name='ImportSource',
            fields=[
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='source', serialize=False, to='bank.importrun', verbose_name='загрузка')),
                ('content', models.BinaryField(null=True, verbose_name='файл')),
                ('pasted', models.TextField(blank=True, verbose_name='вставленный текст')),
                ('workbook', models.BinaryField(null=True, verbose_name='таблицы')),
            ],
            options={
                'verbose_name': 'содержимое загрузки',
                'verbose_name_plural': 'содержимое загрузок',
            },
        ),
        migrations.RemoveField(
            model_name='importrun',
            name='rows',
        ),
        migrations.AddField(
            model_name='importrun',
            name='error',
            field=models.TextField(blank=True, verbose_name='почему не принято'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='groups',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='importrun',
            name='is_partial',
            field=models.BooleanField(default=False, verbose_name='загрузить только годные строки'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='job',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='layout',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='importrun',
            name='notes',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='importrun',
            name='tables',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='importrun',
            name='undone_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='importrun',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='bank',
            field=models.CharField(blank=True, choices=[('mentors', 'база наставников'), ('mentees', 'база наставляемых')], max_length=8, verbose_name='банк'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='file_name',
            field=models.CharField(blank=True, max_length=255, verbose_name='файл'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='state',
            field=models.CharField(choices=[('reading', 'файл читается'), ('failed', 'файл не принят'), ('mapping', 'выбор столбцов'), ('checking', 'строки проверяются'), ('previewed', 'ждёт подтверждения'), ('confirmed', 'загружено'), ('undone', 'загрузка отменена'), ('abandoned', 'не закончено')], default='reading', max_length=10, verbose_name='состояние'),
        ),
        migrations.CreateModel(
            name='DoubleDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_key', models.CharField(db_collation='C', max_length=320, verbose_name='имя в файле')),
                ('birth', models.CharField(blank=True, max_length=10, verbose_name='рождение в файле')),
                ('other_key', models.CharField(blank=True, max_length=320, verbose_name='имя в другой строке')),
                ('other_birth', models.CharField(blank=True, max_length=10, verbose_name='рождение в другой строке')),
                ('is_same', models.BooleanField(verbose_name='один человек')),
                ('decided_at', models.DateTimeField(auto_now=True)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bank.person')),
            ],
            options={
                'verbose_name': 'ответ о двойнике',
                'verbose_name_plural': 'ответы о двойниках',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DoubleDecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('name_key', models.CharField(db_collation='C', max_length=320, verbose_name='имя в файле')),
                ('birth', models.CharField(blank=True, max_length=10, verbose_name='рождение в файле')),
                ('other_key', models.CharField(blank=True, max_length=320, verbose_name='имя в другой строке')),
                ('other_birth', models.CharField(blank=True, max_length=10, verbose_name='рождение в другой строке')),
                ('is_same', models.BooleanField(verbose_name='один человек')),
                ('decided_at', models.DateTimeField(auto_now=True)),
                ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('person', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.doubledecision')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='строка')),
                ('outcome', models.CharField(choices=[('created', 'новая запись'), ('updated', 'изменится'), ('unchanged', 'без изменений'), ('asked', 'нужен ответ'), ('skipped', 'повтор другой строки'), ('refused', 'не загрузится')], max_length=9, verbose_name='что будет')),
                ('values', models.JSONField(default=dict)),
                ('messages', models.JSONField(default=list)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=None)),
                ('cells', models.JSONField(null=True)),
                ('candidates', models.JSONField(default=list)),
                ('answer', models.CharField(blank=True, max_length=24, verbose_name='ответ')),
                ('takes_spelling', models.BooleanField(default=False, verbose_name='взять из файла ФИО и дату рождения')),
                ('effect', models.JSONField(default=dict)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='bank.person')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='bank.importrun')),
            ],
            options={
                'verbose_name': 'строка загрузки',
                'verbose_name_plural': 'строки загрузки',
                'ordering': ['run', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bank', models.CharField(choices=[('mentors', 'база наставников'), ('mentees', 'база наставляемых')], max_length=8, verbose_name='банк')),
                ('codes', models.JSONField(default=dict, verbose_name='столбцы')),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'столбцы файлов',
                'verbose_name_plural': 'столбцы файлов',
                'ordering': ['institution', 'bank'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'bank'), name='columnmapping_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='doubledecision',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('institution', 'name_key', 'birth', 'person'), name='doubledecision_once_of_person'),
        ),
        migrations.AddConstraint(
            model_name='doubledecision',
            constraint=models.UniqueConstraint(condition=models.Q(('person', None)), fields=('institution', 'name_key', 'birth', 'other_key', 'other_birth'), name='doubledecision_once_of_row'),
        ),
        migrations.AddConstraint(
            model_name='doubledecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('other_birth', ''), ('other_key', ''), ('person__isnull', False)), models.Q(('person', None), models.Q(('other_key', ''), _negated=True)), _connector='OR'), name='doubledecision_person_or_row'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='doubledecision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_doubledecisionevent" ("birth", "decided_at", "decided_by_id", "id", "institution_id", "is_same", "name_key", "other_birth", "other_key", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."birth", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."institution_id", NEW."is_same", NEW."name_key", NEW."other_birth", NEW."other_key", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='1756b8ccc4a2103d1169b7995d78ceab5ec12e1b', operation='INSERT', pgid='pgtrigger_insert_insert_7f928', table='bank_doubledecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='doubledecision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_doubledecisionevent" ("birth", "decided_at", "decided_by_id", "id", "institution_id", "is_same", "name_key", "other_birth", "other_key", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."birth", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."institution_id", NEW."is_same", NEW."name_key", NEW."other_birth", NEW."other_key", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='d4b3235219bae0e80afce87725bbe0fadec2e289', operation='UPDATE', pgid='pgtrigger_update_update_3c5cc', table='bank_doubledecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='doubledecision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_doubledecisionevent" ("birth", "decided_at", "decided_by_id", "id", "institution_id", "is_same", "name_key", "other_birth", "other_key", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."birth", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."institution_id", OLD."is_same", OLD."name_key", OLD."other_birth", OLD."other_key", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='88f7e889002d9986d24323f869e97bff7e9dec04', operation='DELETE', pgid='pgtrigger_delete_delete_9b48a', table='bank_doubledecision', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('run', 'number'), name='importrow_once'),
        ),
    ]
