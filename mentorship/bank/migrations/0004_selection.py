import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def copy_agreements(apps, schema_editor):
    """What stood in a partner's own fields becomes its first agreement."""
    partners = apps.get_model("bank", "Partner").objects.all()
    with_one = partners.exclude(agreement_number="", agreed_on=None, valid_until=None)
    apps.get_model("bank", "Agreement").objects.bulk_create(
        apps.get_model("bank", "Agreement")(
            institution_id=partner.institution_id,
            partner=partner,
            number=partner.agreement_number or ("" if partner.agreed_on else "б/н"),
            signed_on=partner.agreed_on,
            valid_until=partner.valid_until,
        )
        for partner in with_one.order_by("pk")
    )


class Migration(migrations.Migration):

    dependencies = [
        ("bank", "0003_consents"),
        ("organizations", "0001_first_rooms"),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='номер')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='дата')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='действует до')),
                ('subject', models.CharField(blank=True, max_length=300, verbose_name='предмет')),
                ('scan', models.FileField(blank=True, upload_to='agreements/%Y/%m/', verbose_name='скан')),
            ],
            options={
                'verbose_name': 'договор',
                'verbose_name_plural': 'договоры',
                'ordering': ['-signed_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AgreementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='номер')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='дата')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='действует до')),
                ('subject', models.CharField(blank=True, max_length=300, verbose_name='предмет')),
                ('scan', models.FileField(blank=True, upload_to='agreements/%Y/%m/', verbose_name='скан')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MenteeTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'тема наставляемого',
                'verbose_name_plural': 'темы наставляемых',
            },
        ),
        migrations.CreateModel(
            name='MenteeTopicEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MentorOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('places', models.PositiveSmallIntegerField(default=1, verbose_name='сколько мест предлагается')),
                ('offered_on', models.DateField(verbose_name='предложен')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='снято')),
            ],
            options={
                'verbose_name': 'предложение наставника',
                'verbose_name_plural': 'предложения наставников',
                'ordering': ['-offered_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MentorOfferEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('places', models.PositiveSmallIntegerField(default=1, verbose_name='сколько мест предлагается')),
                ('offered_on', models.DateField(verbose_name='предложен')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='снято')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MentorTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'тема наставника',
                'verbose_name_plural': 'темы наставников',
            },
        ),
        migrations.CreateModel(
            name='MentorTopicEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MergeRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dropped_key', models.PositiveBigIntegerField(unique=True, verbose_name='номер прежней карточки')),
                ('dropped_name', models.CharField(max_length=320, verbose_name='прежняя карточка')),
                ('before', models.JSONField(default=dict, verbose_name='значения до объединения')),
                ('moved', models.JSONField(default=dict, verbose_name='перенесено')),
                ('merged_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'объединение карточек',
                'verbose_name_plural': 'объединения карточек',
                'ordering': ['-merged_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Namesakes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'разные люди',
                'verbose_name_plural': 'разные люди',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='NamesakesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SelectionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(max_length=12, verbose_name='действие')),
                ('from_stage', models.CharField(choices=[('applied', 'подал заявку'), ('interviewed', 'прошёл собеседование'), ('trained', 'прошёл обучение'), ('admitted', 'допущен приказом'), ('declined', 'не прошёл отбор')], max_length=12, verbose_name='был на этапе')),
                ('to_stage', models.CharField(choices=[('applied', 'подал заявку'), ('interviewed', 'прошёл собеседование'), ('trained', 'прошёл обучение'), ('admitted', 'допущен приказом'), ('declined', 'не прошёл отбор')], max_length=12, verbose_name='стал на этапе')),
                ('held_on', models.DateField(verbose_name='дата')),
                ('comment', models.CharField(blank=True, max_length=300, verbose_name='причина, примечание')),
                ('order_text', models.CharField(blank=True, max_length=200, verbose_name='приказ')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'шаг отбора',
                'verbose_name_plural': 'шаги отбора',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(blank=True, verbose_name='код')),
                ('title', models.CharField(max_length=120, verbose_name='тема')),
                ('group', models.CharField(choices=[('study', 'учёба и олимпиады'), ('choice', 'выбор пути и профессии'), ('person', 'личность и общение'), ('creation', 'проекты, творчество, спорт'), ('teaching', 'работа педагога')], max_length=10, verbose_name='раздел')),
                ('keywords', models.TextField(blank=True, help_text='Через запятую.', verbose_name='слова, по которым узнаётся тема')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='источник')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='дата проверки')),
                ('archived_on', models.DateField(blank=True, null=True, verbose_name='в архиве с')),
            ],
            options={
                'verbose_name': 'тема',
                'verbose_name_plural': 'темы',
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TopicEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(blank=True, db_index=False, verbose_name='код')),
                ('title', models.CharField(max_length=120, verbose_name='тема')),
                ('group', models.CharField(choices=[('study', 'учёба и олимпиады'), ('choice', 'выбор пути и профессии'), ('person', 'личность и общение'), ('creation', 'проекты, творчество, спорт'), ('teaching', 'работа педагога')], max_length=10, verbose_name='раздел')),
                ('keywords', models.TextField(blank=True, help_text='Через запятую.', verbose_name='слова, по которым узнаётся тема')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='источник')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='дата проверки')),
                ('archived_on', models.DateField(blank=True, null=True, verbose_name='в архиве с')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='menteeentry',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='menteeentry',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='mentorentry',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='mentorentry',
            name='update_update',
        ),
        migrations.AddField(
            model_name='menteeentry',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership', verbose_name='кто подтвердил'),
        ),
        migrations.AddField(
            model_name='menteeentry',
            name='confirmed_on',
            field=models.DateField(blank=True, null=True, verbose_name='сведения подтверждены'),
        ),
        migrations.AddField(
            model_name='menteeentryevent',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership', verbose_name='кто подтвердил'),
        ),
        migrations.AddField(
            model_name='menteeentryevent',
            name='confirmed_on',
            field=models.DateField(blank=True, null=True, verbose_name='сведения подтверждены'),
        ),
        migrations.AddField(
            model_name='mentorentry',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership', verbose_name='кто подтвердил'),
        ),
        migrations.AddField(
            model_name='mentorentry',
            name='confirmed_on',
            field=models.DateField(blank=True, null=True, verbose_name='сведения подтверждены'),
        ),
        migrations.AddField(
            model_name='mentorentryevent',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership', verbose_name='кто подтвердил'),
        ),
        migrations.AddField(
            model_name='mentorentryevent',
            name='confirmed_on',
            field=models.DateField(blank=True, null=True, verbose_name='сведения подтверждены'),
        ),
        migrations.AlterField(
            model_name='mentorentry',
            name='stage',
            field=models.CharField(choices=[('applied', 'подал заявку'), ('interviewed', 'прошёл собеседование'), ('trained', 'прошёл обучение'), ('admitted', 'допущен приказом'), ('declined', 'не прошёл отбор')], default='applied', max_length=12, verbose_name='этап отбора'),
        ),
        migrations.AlterField(
            model_name='mentorentryevent',
            name='stage',
            field=models.CharField(choices=[('applied', 'подал заявку'), ('interviewed', 'прошёл собеседование'), ('trained', 'прошёл обучение'), ('admitted', 'допущен приказом'), ('declined', 'не прошёл отбор')], default='applied', max_length=12, verbose_name='этап отбора'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='menteeentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_menteeentryevent" ("case_link", "completion_mark", "confirmed_by_id", "confirmed_on", "entered_on", "form_id", "id", "institution_id", "interests", "left_on", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request") VALUES (NEW."case_link", NEW."completion_mark", NEW."confirmed_by_id", NEW."confirmed_on", NEW."entered_on", NEW."form_id", NEW."id", NEW."institution_id", NEW."interests", NEW."left_on", NEW."outcome", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."request"); RETURN NULL;', hash='267135ac8a3e547592ac4930ead61cb4e2993a6a', operation='INSERT', pgid='pgtrigger_insert_insert_b5640', table='bank_menteeentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='menteeentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_menteeentryevent" ("case_link", "completion_mark", "confirmed_by_id", "confirmed_on", "entered_on", "form_id", "id", "institution_id", "interests", "left_on", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request") VALUES (NEW."case_link", NEW."completion_mark", NEW."confirmed_by_id", NEW."confirmed_on", NEW."entered_on", NEW."form_id", NEW."id", NEW."institution_id", NEW."interests", NEW."left_on", NEW."outcome", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."request"); RETURN NULL;', hash='ed834f5648aaec44eb5af1b42dbc54b36132fc52', operation='UPDATE', pgid='pgtrigger_update_update_7252e', table='bank_menteeentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_mentorentryevent" ("achievements", "capacity", "case_link", "competences", "confirmed_by_id", "confirmed_on", "desired_age", "entered_on", "id", "institution_id", "interests", "left_on", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "time_resource") VALUES (NEW."achievements", NEW."capacity", NEW."case_link", NEW."competences", NEW."confirmed_by_id", NEW."confirmed_on", NEW."desired_age", NEW."entered_on", NEW."id", NEW."institution_id", NEW."interests", NEW."left_on", NEW."outcome", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."stage", NEW."time_resource"); RETURN NULL;', hash='114f3a8cb4b3ba7165111ebed4e087af70e882c5', operation='INSERT', pgid='pgtrigger_insert_insert_325d4', table='bank_mentorentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_mentorentryevent" ("achievements", "capacity", "case_link", "competences", "confirmed_by_id", "confirmed_on", "desired_age", "entered_on", "id", "institution_id", "interests", "left_on", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "time_resource") VALUES (NEW."achievements", NEW."capacity", NEW."case_link", NEW."competences", NEW."confirmed_by_id", NEW."confirmed_on", NEW."desired_age", NEW."entered_on", NEW."id", NEW."institution_id", NEW."interests", NEW."left_on", NEW."outcome", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."stage", NEW."time_resource"); RETURN NULL;', hash='d5d78bfd17227e54bc6fe2ee44ebe1bccc4684f1', operation='UPDATE', pgid='pgtrigger_update_update_60b79', table='bank_mentorentry', when='AFTER')),
        ),
        migrations.AddField(
            model_name='agreement',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='bank.partner'),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='partner',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.partner'),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.agreement'),
        ),
        migrations.AddField(
            model_name='menteetopic',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_rows', to='bank.menteeentry'),
        ),
        migrations.AddField(
            model_name='menteetopicevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.menteeentry'),
        ),
        migrations.AddField(
            model_name='menteetopicevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.menteetopic'),
        ),
        migrations.AddField(
            model_name='mentoroffer',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='bank.mentorentry'),
        ),
        migrations.AddField(
            model_name='mentoroffer',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentor_offers', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='mentorofferevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.mentorentry'),
        ),
        migrations.AddField(
            model_name='mentorofferevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='mentorofferevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.mentoroffer'),
        ),
        migrations.AddField(
            model_name='mentortopic',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_rows', to='bank.mentorentry'),
        ),
        migrations.AddField(
            model_name='mentortopicevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.mentorentry'),
        ),
        migrations.AddField(
            model_name='mentortopicevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.mentortopic'),
        ),
        migrations.AddField(
            model_name='mergerecord',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='mergerecord',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='bank.person'),
        ),
        migrations.AddField(
            model_name='mergerecord',
            name='merged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='namesakes',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bank.person'),
        ),
        migrations.AddField(
            model_name='namesakes',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='namesakes', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='namesakes',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bank.person'),
        ),
        migrations.AddField(
            model_name='namesakesevent',
            name='first',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person'),
        ),
        migrations.AddField(
            model_name='namesakesevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='namesakesevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.namesakes'),
        ),
        migrations.AddField(
            model_name='namesakesevent',
            name='second',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person'),
        ),
        migrations.AddField(
            model_name='selectionstep',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='selection_steps', to='bank.mentorentry'),
        ),
        migrations.AddField(
            model_name='selectionstep',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='topic',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='bank.topic', verbose_name='теперь'),
        ),
        migrations.AddField(
            model_name='topic',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='mentortopicevent',
            name='topic',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.topic'),
        ),
        migrations.AddField(
            model_name='mentortopic',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.topic'),
        ),
        migrations.AddField(
            model_name='menteetopicevent',
            name='topic',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.topic'),
        ),
        migrations.AddField(
            model_name='menteetopic',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.topic'),
        ),
        migrations.AddField(
            model_name='menteeentry',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='mentee_entries', through='bank.MenteeTopic', to='bank.topic', verbose_name='темы'),
        ),
        migrations.AddField(
            model_name='mentorentry',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='mentor_entries', through='bank.MentorTopic', to='bank.topic', verbose_name='темы'),
        ),
        migrations.AddConstraint(
            model_name='menteeentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', None), ('confirmed_on', None)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__isnull', False)), _connector='OR'), name='menteeentry_confirmed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='mentorentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', None), ('confirmed_on', None)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__isnull', False)), _connector='OR'), name='mentorentry_confirmed_by_somebody'),
        ),
        migrations.AddField(
            model_name='topicevent',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.topic', verbose_name='теперь'),
        ),
        migrations.AddField(
            model_name='topicevent',
            name='organization',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='topicevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.topic'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('signed_on', None), ('valid_until', None), ('valid_until__gte', models.F('signed_on')), _connector='OR'), name='agreement_ends_after_signing'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number', ''), _negated=True), ('signed_on__isnull', False), _connector='OR'), name='agreement_has_number_or_date'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_agreementevent" ("id", "institution_id", "number", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "signed_on", "subject", "valid_until") VALUES (NEW."id", NEW."institution_id", NEW."number", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."scan", NEW."signed_on", NEW."subject", NEW."valid_until"); RETURN NULL;', hash='617c8dda5d67fee234489c28bcf96a2ef6cbb264', operation='INSERT', pgid='pgtrigger_insert_insert_1d5f0', table='bank_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_agreementevent" ("id", "institution_id", "number", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "signed_on", "subject", "valid_until") VALUES (NEW."id", NEW."institution_id", NEW."number", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."scan", NEW."signed_on", NEW."subject", NEW."valid_until"); RETURN NULL;', hash='f94ed3aa5c850877fcb081b28cd275dd717f3dab', operation='UPDATE', pgid='pgtrigger_update_update_ef3ef', table='bank_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_agreementevent" ("id", "institution_id", "number", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "signed_on", "subject", "valid_until") VALUES (OLD."id", OLD."institution_id", OLD."number", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."scan", OLD."signed_on", OLD."subject", OLD."valid_until"); RETURN NULL;', hash='fc20c0674b31b78f54ec3a05801b1eac05905bef', operation='DELETE', pgid='pgtrigger_delete_delete_0599d', table='bank_agreement', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='mentoroffer',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('entry',), name='mentoroffer_one_open'),
        ),
        migrations.AddConstraint(
            model_name='mentoroffer',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('offered_on')), _connector='OR'), name='mentoroffer_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='mentoroffer',
            constraint=models.CheckConstraint(condition=models.Q(('places__gte', 1), ('places__lte', 100)), name='mentoroffer_places_sane'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentoroffer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_mentorofferevent" ("ended_on", "entry_id", "id", "institution_id", "offered_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places") VALUES (NEW."ended_on", NEW."entry_id", NEW."id", NEW."institution_id", NEW."offered_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."places"); RETURN NULL;', hash='5f1c8472b3c5bf449ce9e90caab10b63a93a7882', operation='INSERT', pgid='pgtrigger_insert_insert_5a6ab', table='bank_mentoroffer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentoroffer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_mentorofferevent" ("ended_on", "entry_id", "id", "institution_id", "offered_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places") VALUES (NEW."ended_on", NEW."entry_id", NEW."id", NEW."institution_id", NEW."offered_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."places"); RETURN NULL;', hash='d46e1575d9d536fa5d1f3f0dda95e6fb9b4fa07a', operation='UPDATE', pgid='pgtrigger_update_update_af5de', table='bank_mentoroffer', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='namesakes',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='namesakes_once'),
        ),
        migrations.AddConstraint(
            model_name='namesakes',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='namesakes_in_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='namesakes',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_namesakesevent" ("first_id", "id", "institution_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id") VALUES (NEW."first_id", NEW."id", NEW."institution_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."second_id"); RETURN NULL;', hash='c9127dc1dd3303f9bd46040a1dbf96f453ac570c', operation='INSERT', pgid='pgtrigger_insert_insert_4f645', table='bank_namesakes', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='namesakes',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_namesakesevent" ("first_id", "id", "institution_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id") VALUES (OLD."first_id", OLD."id", OLD."institution_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."second_id"); RETURN NULL;', hash='d0555c918822433ffcea6bca55ac143909596f41', operation='DELETE', pgid='pgtrigger_delete_delete_c31b4', table='bank_namesakes', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='selectionstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action__in', ['decline', 'take_back']), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='selectionstep_refusal_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(models.F('organization'), django.db.models.functions.text.Lower('title'), condition=models.Q(('archived_on', None)), name='topic_title_once'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('organization', 'code'), name='topic_code_once'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('archived_on__isnull', False), models.Q(('merged_into', models.F('pk')), _negated=True)), _connector='OR'), name='topic_merged_is_archived'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_topicevent" ("archived_on", "checked_on", "code", "group", "id", "keywords", "merged_into_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title") VALUES (NEW."archived_on", NEW."checked_on", NEW."code", NEW."group", NEW."id", NEW."keywords", NEW."merged_into_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."title"); RETURN NULL;', hash='5e65124284892513f2ffb16338a90c3d24e22780', operation='INSERT', pgid='pgtrigger_insert_insert_2e397', table='bank_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_topicevent" ("archived_on", "checked_on", "code", "group", "id", "keywords", "merged_into_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title") VALUES (NEW."archived_on", NEW."checked_on", NEW."code", NEW."group", NEW."id", NEW."keywords", NEW."merged_into_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."title"); RETURN NULL;', hash='b49c4ea3aa3484580fe09bfee7bd30280bc7c615', operation='UPDATE', pgid='pgtrigger_update_update_0d186', table='bank_topic', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='mentortopic',
            constraint=models.UniqueConstraint(fields=('entry', 'topic'), name='mentortopic_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentortopic',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_mentortopicevent" ("entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (NEW."entry_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."topic_id"); RETURN NULL;', hash='063be44b0f257ad70899e23c82c04a3d34cda465', operation='INSERT', pgid='pgtrigger_insert_insert_f2d94', table='bank_mentortopic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentortopic',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_mentortopicevent" ("entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (OLD."entry_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."topic_id"); RETURN NULL;', hash='fd0f7f2276b3bed9ef1c573662b00ecb03813da6', operation='DELETE', pgid='pgtrigger_delete_delete_3e57f', table='bank_mentortopic', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='menteetopic',
            constraint=models.UniqueConstraint(fields=('entry', 'topic'), name='menteetopic_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='menteetopic',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_menteetopicevent" ("entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (NEW."entry_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."topic_id"); RETURN NULL;', hash='31d94ed6fe72fe2d0d5a6df44e324fece726d1af', operation='INSERT', pgid='pgtrigger_insert_insert_8ae55', table='bank_menteetopic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='menteetopic',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_menteetopicevent" ("entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (OLD."entry_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."topic_id"); RETURN NULL;', hash='c372546f99a3a1516dda9b21f3e31b3126b213b6', operation='DELETE', pgid='pgtrigger_delete_delete_c2e67', table='bank_menteetopic', when='AFTER')),
        ),
        # Going back, the agreements go with their table.
        migrations.RunPython(copy_agreements, migrations.RunPython.noop),
    ]
