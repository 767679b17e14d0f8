import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# The application's role may not delete from the log. This runs as its owner, and whatever it is
# asked for, removes only what is past the term; the term stands in the trigger too.
PURGE = """
    CREATE FUNCTION audit_purge_readings(before timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH gone AS (
            DELETE FROM audit_reading
            WHERE at < least(before, now() - interval '3 years') RETURNING 1
        )
        SELECT count(*) FROM gone
    $$;
    REVOKE EXECUTE ON FUNCTION audit_purge_readings(timestamptz) FROM PUBLIC;
"""


class Migration(migrations.Migration):

    replaces = [('audit', '0001_reading_log')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('organizations', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='когда')),
                ('kind', models.CharField(choices=[('card', 'карточка'), ('edit', 'карточка для изменения'), ('pair', 'пара или группа'), ('rows', 'люди за показателем'), ('list', 'список на экране'), ('export', 'выгрузка списка'), ('file', 'скан или файл'), ('document', 'документ'), ('sheet', 'листы для печати'), ('answers', 'ответы на анкету'), ('import', 'строки загрузки'), ('search', 'поиск')], max_length=10, verbose_name='что')),
                ('people', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None, verbose_name='чьи данные')),
                ('count', models.PositiveIntegerField(verbose_name='сколько человек')),
                ('subject', models.CharField(blank=True, max_length=60)),
                ('subject_pk', models.BigIntegerField(null=True)),
                ('selection', models.CharField(blank=True, max_length=200, verbose_name='отбор')),
                ('request_id', models.CharField(blank=True, max_length=12, verbose_name='запрос')),
                ('job', models.BigIntegerField(null=True, verbose_name='задание')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='адрес')),
                ('membership', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership', verbose_name='в какой роли')),
                ('organization', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='организация')),
                ('user', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='readings', to=settings.AUTH_USER_MODEL, verbose_name='кто')),
            ],
            options={
                'verbose_name': 'обращение к данным',
                'verbose_name_plural': 'обращения к данным',
                'ordering': ['-at', '-pk'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['people'], name='reading_of_people'), models.Index(fields=['organization', '-at'], name='reading_of_organization')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reading',
            trigger=pgtrigger.compiler.Trigger(name='kept_as_written', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '3 years' THEN\n                        RETURN OLD;\n                    END IF;\n                    RAISE EXCEPTION 'reading % is kept', OLD.id USING ERRCODE = 'check_violation';\n                ", hash='0350c5c0b7518e77ee9416f717775e8818b64aae', operation='UPDATE OR DELETE', pgid='pgtrigger_kept_as_written_24b96', table='audit_reading', when='BEFORE')),
        ),
        migrations.RunSQL(PURGE, "DROP FUNCTION audit_purge_readings(timestamptz)"),
    ]
