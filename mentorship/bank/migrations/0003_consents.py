import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("bank", "0002_imports"), ("organizations", "0001_first_rooms")]

    operations = [
        migrations.CreateModel(
            name='ConsentSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asks_joint', models.BooleanField(default=False, verbose_name='с 14 лет участник подписывает вместе с представителем')),
                ('processor', models.CharField(blank=True, max_length=400, verbose_name='кто обрабатывает данные по поручению')),
                ('site', models.CharField(blank=True, max_length=200, verbose_name='сайт организации')),
            ],
            options={
                'verbose_name': 'настройки согласий',
                'verbose_name_plural': 'настройки согласий',
            },
        ),
        migrations.CreateModel(
            name='ConsentSettingsEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('asks_joint', models.BooleanField(default=False, verbose_name='с 14 лет участник подписывает вместе с представителем')),
                ('processor', models.CharField(blank=True, max_length=400, verbose_name='кто обрабатывает данные по поручению')),
                ('site', models.CharField(blank=True, max_length=200, verbose_name='сайт организации')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConsentSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('processing', 'обработка персональных данных'), ('publication', 'публикация'), ('transfer', 'передача другой организации')], max_length=12, verbose_name='цель')),
                ('text_sha256', models.CharField(max_length=64)),
                ('printed_on', models.DateField(verbose_name='напечатан')),
            ],
            options={
                'verbose_name': 'лист согласия',
                'verbose_name_plural': 'листы согласий',
                'ordering': ['-printed_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ConsentSheetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('purpose', models.CharField(choices=[('processing', 'обработка персональных данных'), ('publication', 'публикация'), ('transfer', 'передача другой организации')], max_length=12, verbose_name='цель')),
                ('text_sha256', models.CharField(max_length=64)),
                ('printed_on', models.DateField(verbose_name='напечатан')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConsentText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(verbose_name='код')),
                ('purpose', models.CharField(choices=[('processing', 'обработка персональных данных'), ('publication', 'публикация'), ('transfer', 'передача другой организации')], max_length=12, verbose_name='цель')),
                ('audience', models.CharField(choices=[('adult', 'совершеннолетний участник'), ('representative', 'законный представитель'), ('joint', 'участник 14–17 лет вместе с представителем')], max_length=16, verbose_name='кто подписывает')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='редакция')),
                ('title', models.CharField(max_length=300, verbose_name='заголовок')),
                ('parts', models.JSONField(verbose_name='части текста')),
                ('source', models.CharField(max_length=600, verbose_name='источник')),
                ('checked_on', models.DateField(verbose_name='дата проверки')),
                ('to_verify', models.TextField(blank=True, verbose_name='проверить')),
            ],
            options={
                'verbose_name': 'текст согласия',
                'verbose_name_plural': 'тексты согласий',
                'ordering': ['purpose', 'audience', '-version'],
            },
        ),
        migrations.CreateModel(
            name='ConsentTextEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, verbose_name='код')),
                ('purpose', models.CharField(choices=[('processing', 'обработка персональных данных'), ('publication', 'публикация'), ('transfer', 'передача другой организации')], max_length=12, verbose_name='цель')),
                ('audience', models.CharField(choices=[('adult', 'совершеннолетний участник'), ('representative', 'законный представитель'), ('joint', 'участник 14–17 лет вместе с представителем')], max_length=16, verbose_name='кто подписывает')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='редакция')),
                ('title', models.CharField(max_length=300, verbose_name='заголовок')),
                ('parts', models.JSONField(verbose_name='части текста')),
                ('source', models.CharField(max_length=600, verbose_name='источник')),
                ('checked_on', models.DateField(verbose_name='дата проверки')),
                ('to_verify', models.TextField(blank=True, verbose_name='проверить')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SheetRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('processing', 'обработка персональных данных'), ('publication', 'публикация'), ('transfer', 'передача другой организации')], max_length=12, verbose_name='цель')),
                ('people', models.JSONField(default=list)),
                ('left_out', models.JSONField(default=list)),
                ('printed_on', models.DateField(blank=True, null=True, verbose_name='напечатано')),
                ('file', models.FileField(blank=True, upload_to='consent_sheets/%Y/%m/', verbose_name='файл')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'печать листов согласий',
                'verbose_name_plural': 'печать листов согласий',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SheetRunEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('purpose', models.CharField(choices=[('processing', 'обработка персональных данных'), ('publication', 'публикация'), ('transfer', 'передача другой организации')], max_length=12, verbose_name='цель')),
                ('people', models.JSONField(default=list)),
                ('left_out', models.JSONField(default=list)),
                ('printed_on', models.DateField(blank=True, null=True, verbose_name='напечатано')),
                ('file', models.FileField(blank=True, upload_to='consent_sheets/%Y/%m/', verbose_name='файл')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('processing', 'обработка персональных данных'), ('publication', 'публикация'), ('transfer', 'передача другой организации')], max_length=12, verbose_name='цель')),
                ('received_on', models.DateField(verbose_name='заявление получено')),
                ('recorded_on', models.DateField(verbose_name='записано')),
                ('basis', models.CharField(blank=True, max_length=300, verbose_name='основание')),
                ('due_on', models.DateField(verbose_name='исполнить до')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='исполнено')),
                ('done_how', models.CharField(blank=True, max_length=300, verbose_name='чем подтверждается')),
                ('cancelled_on', models.DateField(blank=True, null=True, verbose_name='снято')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='почему снято')),
            ],
            options={
                'verbose_name': 'отзыв согласия',
                'verbose_name_plural': 'отзывы согласий',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='WithdrawalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('purpose', models.CharField(choices=[('processing', 'обработка персональных данных'), ('publication', 'публикация'), ('transfer', 'передача другой организации')], max_length=12, verbose_name='цель')),
                ('received_on', models.DateField(verbose_name='заявление получено')),
                ('recorded_on', models.DateField(verbose_name='записано')),
                ('basis', models.CharField(blank=True, max_length=300, verbose_name='основание')),
                ('due_on', models.DateField(verbose_name='исполнить до')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='исполнено')),
                ('done_how', models.CharField(blank=True, max_length=300, verbose_name='чем подтверждается')),
                ('cancelled_on', models.DateField(blank=True, null=True, verbose_name='снято')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='почему снято')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='consent',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='consent',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='consent',
            name='consent_representative_is_named',
        ),
        migrations.RemoveField(
            model_name='consent',
            name='text_version',
        ),
        migrations.RemoveField(
            model_name='consentevent',
            name='text_version',
        ),
        migrations.AddField(
            model_name='consent',
            name='ends_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='заканчивается'),
        ),
        migrations.AddField(
            model_name='consent',
            name='text_sha256',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='consentevent',
            name='ends_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='заканчивается'),
        ),
        migrations.AddField(
            model_name='consentevent',
            name='text_sha256',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='consent',
            name='signer',
            field=models.CharField(choices=[('self', 'сам участник'), ('representative', 'законный представитель'), ('joint', 'участник и законный представитель')], max_length=16, verbose_name='кто подписал'),
        ),
        migrations.AlterField(
            model_name='consentevent',
            name='signer',
            field=models.CharField(choices=[('self', 'сам участник'), ('representative', 'законный представитель'), ('joint', 'участник и законный представитель')], max_length=16, verbose_name='кто подписал'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='ends_by_term_and_age', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    NEW.ends_on := NEW.valid_until;\n    IF NEW.signer <> 'self' THEN\n        NEW.ends_on := (\n            SELECT LEAST(\n                NEW.valid_until, CASE WHEN NEW.signed_on < p.adult_on THEN p.adult_on - 1 END)\n            FROM (SELECT (born_on + interval '18 years')::date AS adult_on\n                  FROM bank_person WHERE id = NEW.person_id) p);\n    END IF;\n    RETURN NEW;\n", hash='3af8fdcb0e292fbe61ec4ffe781566e891d56d99', operation='INSERT OR UPDATE OF "valid_until", "ends_on", "signed_on", "signer", "person_id"', pgid='pgtrigger_ends_by_term_and_age_22625', table='bank_consent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_consentevent" ("ends_on", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "representative_name", "scan", "signed_on", "signer", "text_id", "text_sha256", "valid_until", "withdrawal_id", "withdrawn_on") VALUES (NEW."ends_on", NEW."id", NEW."institution_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."representative_name", NEW."scan", NEW."signed_on", NEW."signer", NEW."text_id", NEW."text_sha256", NEW."valid_until", NEW."withdrawal_id", NEW."withdrawn_on"); RETURN NULL;', hash='1c03a79a6f7598c7407a606539ec6a45ae236770', operation='INSERT', pgid='pgtrigger_insert_insert_2d8e8', table='bank_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_consentevent" ("ends_on", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "representative_name", "scan", "signed_on", "signer", "text_id", "text_sha256", "valid_until", "withdrawal_id", "withdrawn_on") VALUES (NEW."ends_on", NEW."id", NEW."institution_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."representative_name", NEW."scan", NEW."signed_on", NEW."signer", NEW."text_id", NEW."text_sha256", NEW."valid_until", NEW."withdrawal_id", NEW."withdrawn_on"); RETURN NULL;', hash='614819a451c46ae69530d919d703b20fcc31c1a0', operation='UPDATE', pgid='pgtrigger_update_update_24b05', table='bank_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='consents_end_by_age', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."born_on" IS DISTINCT FROM (NEW."born_on"))', func="\n                    UPDATE bank_consent SET ends_on = NULL\n                        WHERE person_id = NEW.id AND signer <> 'self';\n                    RETURN NULL;\n                ", hash='18ca8fcf30c17fab797583bb8897b50c69b90cbc', operation='UPDATE OF "born_on"', pgid='pgtrigger_consents_end_by_age_0bcf1', table='bank_person', when='AFTER')),
        ),
        migrations.AddField(
            model_name='consentsettings',
            name='institution',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='consent_settings', to='organizations.organization', verbose_name='организация'),
        ),
        migrations.AddField(
            model_name='consentsettingsevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization', verbose_name='организация'),
        ),
        migrations.AddField(
            model_name='consentsettingsevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.consentsettings'),
        ),
        migrations.AddField(
            model_name='consentsheet',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consent_sheets', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='consentsheet',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consent_sheets', to='bank.person'),
        ),
        migrations.AddField(
            model_name='consentsheet',
            name='printed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='consentsheetevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='consentsheetevent',
            name='person',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person'),
        ),
        migrations.AddField(
            model_name='consentsheetevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.consentsheet'),
        ),
        migrations.AddField(
            model_name='consentsheetevent',
            name='printed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='consenttext',
            name='organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consent_texts', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='consentsheetevent',
            name='text',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.consenttext'),
        ),
        migrations.AddField(
            model_name='consentsheet',
            name='text',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='bank.consenttext'),
        ),
        migrations.AddField(
            model_name='consent',
            name='text',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='bank.consenttext', verbose_name='редакция текста'),
        ),
        migrations.AddField(
            model_name='consentevent',
            name='text',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.consenttext', verbose_name='редакция текста'),
        ),
        migrations.AddField(
            model_name='consenttextevent',
            name='organization',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='consenttextevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.consenttext'),
        ),
        migrations.AddField(
            model_name='sheetrun',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='sheetrun',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheet_runs', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='consentsheetevent',
            name='run',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.sheetrun'),
        ),
        migrations.AddField(
            model_name='consentsheet',
            name='run',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='bank.sheetrun'),
        ),
        migrations.AddField(
            model_name='sheetrunevent',
            name='created_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='sheetrunevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='sheetrunevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.sheetrun'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='cancelled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='done_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='bank.person'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='consent',
            name='withdrawal',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='bank.withdrawal', verbose_name='отзыв'),
        ),
        migrations.AddField(
            model_name='consentevent',
            name='withdrawal',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.withdrawal', verbose_name='отзыв'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('signer', 'self'), models.Q(('representative_name', ''), _negated=True), _connector='OR'), name='consent_representative_is_named'),
        ),
        migrations.AddField(
            model_name='withdrawalevent',
            name='cancelled_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='withdrawalevent',
            name='done_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='withdrawalevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='withdrawalevent',
            name='person',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person'),
        ),
        migrations.AddField(
            model_name='withdrawalevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.withdrawal'),
        ),
        migrations.AddField(
            model_name='withdrawalevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consentsettings',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_consentsettingsevent" ("asks_joint", "id", "institution_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "processor", "site") VALUES (NEW."asks_joint", NEW."id", NEW."institution_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."processor", NEW."site"); RETURN NULL;', hash='2ae1004f7c55cb7dff8f730aa5b86feccdab7dc1', operation='INSERT', pgid='pgtrigger_insert_insert_0f99c', table='bank_consentsettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consentsettings',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_consentsettingsevent" ("asks_joint", "id", "institution_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "processor", "site") VALUES (NEW."asks_joint", NEW."id", NEW."institution_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."processor", NEW."site"); RETURN NULL;', hash='d8e93f5f7ca0b5dd33da57cab0eabee2a4ce8349', operation='UPDATE', pgid='pgtrigger_update_update_04c94', table='bank_consentsettings', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='consenttext',
            constraint=models.UniqueConstraint(fields=('organization', 'code', 'version'), name='consenttext_once', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consenttext',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_consenttextevent" ("audience", "checked_on", "code", "id", "organization_id", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "source", "title", "to_verify", "version") VALUES (NEW."audience", NEW."checked_on", NEW."code", NEW."id", NEW."organization_id", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."source", NEW."title", NEW."to_verify", NEW."version"); RETURN NULL;', hash='09853f332aa2180e1e50af13d55cb01df7ec4f54', operation='INSERT', pgid='pgtrigger_insert_insert_d023b', table='bank_consenttext', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consenttext',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_consenttextevent" ("audience", "checked_on", "code", "id", "organization_id", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "source", "title", "to_verify", "version") VALUES (NEW."audience", NEW."checked_on", NEW."code", NEW."id", NEW."organization_id", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."source", NEW."title", NEW."to_verify", NEW."version"); RETURN NULL;', hash='268d0274405657970bc97f889939c52e81cabbf7', operation='UPDATE', pgid='pgtrigger_update_update_a3bc4', table='bank_consenttext', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetrun',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_sheetrunevent" ("created_at", "created_by_id", "file", "id", "institution_id", "left_out", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "purpose") VALUES (NEW."created_at", NEW."created_by_id", NEW."file", NEW."id", NEW."institution_id", NEW."left_out", NEW."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed_on", NEW."purpose"); RETURN NULL;', hash='e07bb4c621564ed97f4124da20cd16b4d8fb72bc', operation='INSERT', pgid='pgtrigger_insert_insert_bc0eb', table='bank_sheetrun', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetrun',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_sheetrunevent" ("created_at", "created_by_id", "file", "id", "institution_id", "left_out", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "purpose") VALUES (NEW."created_at", NEW."created_by_id", NEW."file", NEW."id", NEW."institution_id", NEW."left_out", NEW."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed_on", NEW."purpose"); RETURN NULL;', hash='bd8b5e4468bb3c096639bb12f169f7a8bfabd19c', operation='UPDATE', pgid='pgtrigger_update_update_d136e', table='bank_sheetrun', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='consentsheet',
            index=models.Index(models.F('person'), models.F('purpose'), models.F('printed_on'), name='sheet_of_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consentsheet',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_consentsheetevent" ("id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "purpose", "run_id", "text_id", "text_sha256") VALUES (NEW."id", NEW."institution_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed_by_id", NEW."printed_on", NEW."purpose", NEW."run_id", NEW."text_id", NEW."text_sha256"); RETURN NULL;', hash='d8af85f423ae30591e2452cb29d9b9a62d390d26', operation='INSERT', pgid='pgtrigger_insert_insert_b5d9b', table='bank_consentsheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consentsheet',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_consentsheetevent" ("id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "purpose", "run_id", "text_id", "text_sha256") VALUES (NEW."id", NEW."institution_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed_by_id", NEW."printed_on", NEW."purpose", NEW."run_id", NEW."text_id", NEW."text_sha256"); RETURN NULL;', hash='2c0a8f57ea0cedfa59656de578ae55b32d1ad6f5', operation='UPDATE', pgid='pgtrigger_update_update_f2de0', table='bank_consentsheet', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='withdrawal',
            index=models.Index(models.F('person'), models.F('purpose'), name='withdrawal_of_person'),
        ),
        migrations.AddIndex(
            model_name='withdrawal',
            index=models.Index(models.F('institution'), models.F('due_on'), condition=models.Q(('cancelled_on', None), ('done_on', None)), name='withdrawal_open'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason', ''), ('cancelled_by', None), ('cancelled_on', None)), models.Q(('cancelled_by__isnull', False), ('cancelled_on__isnull', False), models.Q(('cancel_reason', ''), _negated=True)), _connector='OR'), name='withdrawal_cancelled_has_person_and_reason'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by', None), ('done_on', None)), models.Q(('done_by__isnull', False), ('done_on__isnull', False)), _connector='OR'), name='withdrawal_done_has_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_withdrawalevent" ("basis", "cancel_reason", "cancelled_by_id", "cancelled_on", "done_by_id", "done_how", "done_on", "due_on", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "received_on", "recorded_by_id", "recorded_on") VALUES (NEW."basis", NEW."cancel_reason", NEW."cancelled_by_id", NEW."cancelled_on", NEW."done_by_id", NEW."done_how", NEW."done_on", NEW."due_on", NEW."id", NEW."institution_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."received_on", NEW."recorded_by_id", NEW."recorded_on"); RETURN NULL;', hash='0122b2edbd2794fd18c19e214c3537a644c83a4b', operation='INSERT', pgid='pgtrigger_insert_insert_cfd23', table='bank_withdrawal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_withdrawalevent" ("basis", "cancel_reason", "cancelled_by_id", "cancelled_on", "done_by_id", "done_how", "done_on", "due_on", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "received_on", "recorded_by_id", "recorded_on") VALUES (NEW."basis", NEW."cancel_reason", NEW."cancelled_by_id", NEW."cancelled_on", NEW."done_by_id", NEW."done_how", NEW."done_on", NEW."due_on", NEW."id", NEW."institution_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."received_on", NEW."recorded_by_id", NEW."recorded_on"); RETURN NULL;', hash='a12146966b781e3aa909d9bbca30821371e7bebd', operation='UPDATE', pgid='pgtrigger_update_update_e48e6', table='bank_withdrawal', when='AFTER')),
        ),
        # Papers recorded before have their end told by the trigger as well.
        migrations.RunSQL("UPDATE bank_consent SET ends_on = NULL", migrations.RunSQL.noop),
    ]
