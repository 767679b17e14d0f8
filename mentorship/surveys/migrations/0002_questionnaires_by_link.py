import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_token_links'),
        ('bank', '0005_events'),
        ('jobs', '0001_first_rooms'),
        ('organizations', '0001_first_rooms'),
        ('surveys', '0001_first_rooms'),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'приглашение к анкете',
                'verbose_name_plural': 'приглашения к анкетам',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='InvitationBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('manner', models.CharField(choices=[('links', 'ссылки для отправки'), ('sheet', 'лист с QR-кодами')], max_length=5, verbose_name='как выдано')),
                ('days', models.PositiveSmallIntegerField(verbose_name='срок действия, дней')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='выдано')),
                ('reissued_at', models.DateTimeField(blank=True, null=True, verbose_name='выдано заново')),
            ],
            options={
                'verbose_name': 'выдача приглашений',
                'verbose_name_plural': 'выдачи приглашений',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='InvitationBatchEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('manner', models.CharField(choices=[('links', 'ссылки для отправки'), ('sheet', 'лист с QR-кодами')], max_length=5, verbose_name='как выдано')),
                ('days', models.PositiveSmallIntegerField(verbose_name='срок действия, дней')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='выдано')),
                ('reissued_at', models.DateTimeField(blank=True, null=True, verbose_name='выдано заново')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InvitationEvent',
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
            name='QuestionnaireEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, verbose_name='код')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='редакция')),
                ('state', models.CharField(choices=[('draft', 'черновик'), ('published', 'используется'), ('archived', 'в архиве')], default='published', max_length=9, verbose_name='состояние')),
                ('title', models.CharField(max_length=200, verbose_name='название')),
                ('purpose', models.CharField(choices=[('mentor_bank', 'вступление в базу наставников'), ('mentee_bank', 'вступление в базу наставляемых'), ('third_party', 'сведения об обучающемся от взрослых'), ('satisfaction', 'удовлетворённость участием')], default='satisfaction', max_length=12, verbose_name='назначение')),
                ('audience', models.CharField(choices=[('mentee', 'наставляемые'), ('mentor', 'наставники'), ('pupil', 'обучающиеся'), ('parent', 'родители'), ('teacher', 'педагоги'), ('employer', 'представители работодателя')], max_length=8, verbose_name='кому')),
                ('intro', models.TextField(blank=True, max_length=1000, verbose_name='вступление')),
                ('questions', models.JSONField(default=list, verbose_name='вопросы')),
                ('satisfied_from', models.PositiveSmallIntegerField(default=6, verbose_name='доволен при среднем от')),
                ('source', models.CharField(max_length=300, verbose_name='источник')),
                ('checked_on', models.DateField(verbose_name='дата проверки')),
                ('needs_check', models.BooleanField(default=False, verbose_name='формулировки нужно проверить')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='изменена')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='введена в действие')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('answered_on', models.DateField(verbose_name='дата ответа')),
                ('answers', models.JSONField(verbose_name='ответы')),
                ('state', models.CharField(choices=[('waiting', 'ждёт просмотра'), ('accepted', 'внесено'), ('rejected', 'отклонено')], default='waiting', max_length=8, verbose_name='состояние')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='причина отказа')),
                ('made_person', models.BooleanField(default=False, verbose_name='человек внесён по этому ответу')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='просмотрено')),
            ],
            options={
                'verbose_name': 'ответ по ссылке',
                'verbose_name_plural': 'ответы по ссылкам',
                'ordering': ['answered_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReplyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('answered_on', models.DateField(verbose_name='дата ответа')),
                ('state', models.CharField(choices=[('waiting', 'ждёт просмотра'), ('accepted', 'внесено'), ('rejected', 'отклонено')], default='waiting', max_length=8, verbose_name='состояние')),
                ('made_person', models.BooleanField(default=False, verbose_name='человек внесён по этому ответу')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='просмотрено')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='questionnaire',
            name='questionnaire_code_version',
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='changed_at',
            field=models.DateTimeField(auto_now=True, verbose_name='изменена'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='intro',
            field=models.TextField(blank=True, max_length=1000, verbose_name='вступление'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='needs_check',
            field=models.BooleanField(default=False, verbose_name='формулировки нужно проверить'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questionnaires', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='published_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='введена в действие'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='published_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='purpose',
            field=models.CharField(choices=[('mentor_bank', 'вступление в базу наставников'), ('mentee_bank', 'вступление в базу наставляемых'), ('third_party', 'сведения об обучающемся от взрослых'), ('satisfaction', 'удовлетворённость участием')], default='satisfaction', max_length=12, verbose_name='назначение'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='state',
            field=models.CharField(choices=[('draft', 'черновик'), ('published', 'используется'), ('archived', 'в архиве')], default='published', max_length=9, verbose_name='состояние'),
        ),
        migrations.AlterField(
            model_name='questionnaire',
            name='audience',
            field=models.CharField(choices=[('mentee', 'наставляемые'), ('mentor', 'наставники'), ('pupil', 'обучающиеся'), ('parent', 'родители'), ('teacher', 'педагоги'), ('employer', 'представители работодателя')], max_length=8, verbose_name='кому'),
        ),
        migrations.AlterField(
            model_name='questionnaire',
            name='questions',
            field=models.JSONField(default=list, verbose_name='вопросы'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionnaire',
            trigger=pgtrigger.compiler.Trigger(name='published_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF OLD.state <> 'draft' AND (\n                        (NEW.questions, NEW.title, NEW.purpose, NEW.audience, NEW.code, NEW.version)\n                        IS DISTINCT FROM\n                        (OLD.questions, OLD.title, OLD.purpose, OLD.audience, OLD.code, OLD.version)\n                        OR (NEW.state = 'draft'\n                            AND (OLD.published_at IS NOT NULL OR OLD.organization_id IS NULL))\n                    )\n                    THEN\n                        RAISE EXCEPTION 'questionnaire % is in use and never changes', OLD.id\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='ecdbc0a0978c4a5eeb708efedee506980c528d07', operation='UPDATE OF "questions", "title", "purpose", "audience", "code", "version", "state"', pgid='pgtrigger_published_never_changes_ec7b2', table='surveys_questionnaire', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionnaire',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_questionnaireevent" ("audience", "changed_at", "checked_on", "code", "id", "intro", "needs_check", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "purpose", "questions", "satisfied_from", "source", "state", "title", "version") VALUES (NEW."audience", NEW."changed_at", NEW."checked_on", NEW."code", NEW."id", NEW."intro", NEW."needs_check", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."purpose", NEW."questions", NEW."satisfied_from", NEW."source", NEW."state", NEW."title", NEW."version"); RETURN NULL;', hash='918460c6a4b6bcc280e8a30b8ff27a82691c6d34', operation='INSERT', pgid='pgtrigger_insert_insert_3bda7', table='surveys_questionnaire', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionnaire',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_questionnaireevent" ("audience", "changed_at", "checked_on", "code", "id", "intro", "needs_check", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "purpose", "questions", "satisfied_from", "source", "state", "title", "version") VALUES (NEW."audience", NEW."changed_at", NEW."checked_on", NEW."code", NEW."id", NEW."intro", NEW."needs_check", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."purpose", NEW."questions", NEW."satisfied_from", NEW."source", NEW."state", NEW."title", NEW."version"); RETURN NULL;', hash='062376910994458b2ad108c5453141733554cdc5', operation='UPDATE', pgid='pgtrigger_update_update_1c988', table='surveys_questionnaire', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.UniqueConstraint(fields=('organization', 'code', 'version'), name='questionnaire_version_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('organization', 'code'), name='questionnaire_one_in_use', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('organization', 'code'), name='questionnaire_one_draft', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='questionnaire_published_at_with_by'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='about',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations_about', to='bank.person'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='survey_invitations', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='link',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='survey_invitation', to='accounts.tokenlink'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='bank.person'),
        ),
        migrations.AddField(
            model_name='invitationbatch',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='invitationbatch',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitation_batches', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='invitationbatch',
            name='job',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job'),
        ),
        migrations.AddField(
            model_name='invitationbatch',
            name='questionnaire',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='surveys.questionnaire'),
        ),
        migrations.AddField(
            model_name='invitationbatch',
            name='reissued_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='surveys.invitationbatch'),
        ),
        migrations.AddField(
            model_name='invitationbatchevent',
            name='created_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='invitationbatchevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='invitationbatchevent',
            name='job',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jobs.job'),
        ),
        migrations.AddField(
            model_name='invitationbatchevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.invitationbatch'),
        ),
        migrations.AddField(
            model_name='invitationbatchevent',
            name='questionnaire',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.questionnaire'),
        ),
        migrations.AddField(
            model_name='invitationbatchevent',
            name='reissued_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='invitationevent',
            name='about',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person'),
        ),
        migrations.AddField(
            model_name='invitationevent',
            name='batch',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.invitationbatch'),
        ),
        migrations.AddField(
            model_name='invitationevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='invitationevent',
            name='link',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.tokenlink'),
        ),
        migrations.AddField(
            model_name='invitationevent',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person'),
        ),
        migrations.AddField(
            model_name='invitationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.invitation'),
        ),
        migrations.AddField(
            model_name='questionnaireevent',
            name='organization',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='questionnaireevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.questionnaire'),
        ),
        migrations.AddField(
            model_name='questionnaireevent',
            name='published_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='reply',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='reply',
            name='invitation',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reply', to='surveys.invitation'),
        ),
        migrations.AddField(
            model_name='reply',
            name='mentee_entry',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.menteeentry'),
        ),
        migrations.AddField(
            model_name='reply',
            name='mentor_entry',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.mentorentry'),
        ),
        migrations.AddField(
            model_name='reply',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='bank.person'),
        ),
        migrations.AddField(
            model_name='reply',
            name='questionnaire',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='surveys.questionnaire'),
        ),
        migrations.AddField(
            model_name='reply',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='replyevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='replyevent',
            name='invitation',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.invitation'),
        ),
        migrations.AddField(
            model_name='replyevent',
            name='mentee_entry',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.menteeentry'),
        ),
        migrations.AddField(
            model_name='replyevent',
            name='mentor_entry',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.mentorentry'),
        ),
        migrations.AddField(
            model_name='replyevent',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person'),
        ),
        migrations.AddField(
            model_name='replyevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.reply'),
        ),
        migrations.AddField(
            model_name='replyevent',
            name='questionnaire',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.questionnaire'),
        ),
        migrations.AddField(
            model_name='replyevent',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership'),
        ),
        migrations.AddConstraint(
            model_name='invitationbatch',
            constraint=models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 60)), name='invitationbatch_days_sane'),
        ),
        migrations.AddConstraint(
            model_name='invitationbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reissued_at', None), ('reissued_by', None)), models.Q(('reissued_at__isnull', False), ('reissued_by__isnull', False)), _connector='OR'), name='invitationbatch_reissued_at_with_by'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitationbatch',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_invitationbatchevent" ("created_at", "created_by_id", "days", "id", "institution_id", "job_id", "manner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questionnaire_id", "reissued_at", "reissued_by_id", "school_year") VALUES (NEW."created_at", NEW."created_by_id", NEW."days", NEW."id", NEW."institution_id", NEW."job_id", NEW."manner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."questionnaire_id", NEW."reissued_at", NEW."reissued_by_id", NEW."school_year"); RETURN NULL;', hash='e2d905923e5d83807433080d9d5f459da0783d48', operation='INSERT', pgid='pgtrigger_insert_insert_d743e', table='surveys_invitationbatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitationbatch',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_invitationbatchevent" ("created_at", "created_by_id", "days", "id", "institution_id", "job_id", "manner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questionnaire_id", "reissued_at", "reissued_by_id", "school_year") VALUES (NEW."created_at", NEW."created_by_id", NEW."days", NEW."id", NEW."institution_id", NEW."job_id", NEW."manner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."questionnaire_id", NEW."reissued_at", NEW."reissued_by_id", NEW."school_year"); RETURN NULL;', hash='6af88899f80ba0c6c2021285eb8fa4772ce56f99', operation='UPDATE', pgid='pgtrigger_update_update_a3848', table='surveys_invitationbatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_invitationevent" ("about_id", "batch_id", "id", "institution_id", "link_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."about_id", NEW."batch_id", NEW."id", NEW."institution_id", NEW."link_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='06e75ed28f3e6dd547e0a18b4a718caa96a25b91', operation='INSERT', pgid='pgtrigger_insert_insert_f32cf', table='surveys_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_invitationevent" ("about_id", "batch_id", "id", "institution_id", "link_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."about_id", NEW."batch_id", NEW."id", NEW."institution_id", NEW."link_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='b0bbb1c6c66035d70842f88b8cc36650615e25bc', operation='UPDATE', pgid='pgtrigger_update_update_4d22d', table='surveys_invitation', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='reply',
            index=models.Index(models.F('institution'), models.F('state'), name='reply_by_state'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), ('person__isnull', False), _connector='OR'), name='reply_accepted_names_a_person'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='reply_rejected_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewed_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('reviewed_at__isnull', False)), _connector='OR'), name='reply_reviewed_at_with_state'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reply',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_replyevent" ("answered_on", "id", "institution_id", "invitation_id", "made_person", "mentee_entry_id", "mentor_entry_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questionnaire_id", "reviewed_at", "reviewed_by_id", "school_year", "state") VALUES (NEW."answered_on", NEW."id", NEW."institution_id", NEW."invitation_id", NEW."made_person", NEW."mentee_entry_id", NEW."mentor_entry_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."questionnaire_id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."school_year", NEW."state"); RETURN NULL;', hash='dfde88d62889eb8972f6670bdf1800d6030e099d', operation='INSERT', pgid='pgtrigger_insert_insert_32d7d', table='surveys_reply', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reply',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_on" IS DISTINCT FROM (NEW."answered_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."invitation_id" IS DISTINCT FROM (NEW."invitation_id") OR OLD."made_person" IS DISTINCT FROM (NEW."made_person") OR OLD."mentee_entry_id" IS DISTINCT FROM (NEW."mentee_entry_id") OR OLD."mentor_entry_id" IS DISTINCT FROM (NEW."mentor_entry_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."questionnaire_id" IS DISTINCT FROM (NEW."questionnaire_id") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by_id" IS DISTINCT FROM (NEW."reviewed_by_id") OR OLD."school_year" IS DISTINCT FROM (NEW."school_year") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "surveys_replyevent" ("answered_on", "id", "institution_id", "invitation_id", "made_person", "mentee_entry_id", "mentor_entry_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questionnaire_id", "reviewed_at", "reviewed_by_id", "school_year", "state") VALUES (NEW."answered_on", NEW."id", NEW."institution_id", NEW."invitation_id", NEW."made_person", NEW."mentee_entry_id", NEW."mentor_entry_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."questionnaire_id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."school_year", NEW."state"); RETURN NULL;', hash='16916bb35ef44a193bda4d27d6f9562724552675', operation='UPDATE', pgid='pgtrigger_update_update_3222e', table='surveys_reply', when='AFTER')),
        ),
    ]

