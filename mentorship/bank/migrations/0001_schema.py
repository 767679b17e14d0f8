import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# Texts become empty, dates and small numbers (a year of birth) NULL; ids, moments and who did it
# stay. A line belongs to a person by its own id in the log of people, by the columns that name
# one, by the entries in the banks, and by the invitations an answer came from.
SCRUB = """
    CREATE FUNCTION bank_scrub_history(cards bigint[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        mentors bigint[];
        mentees bigint[];
        invitations bigint[];
        log record;
        touched bigint;
        total bigint := 0;
    BEGIN
        IF EXISTS (SELECT 1 FROM bank_person WHERE id = ANY (cards))
            OR EXISTS (SELECT 1 FROM bank_mergerecord WHERE dropped_key = ANY (cards)) THEN
            RAISE EXCEPTION 'the log of people who are still there is kept'
                USING ERRCODE = 'check_violation';
        END IF;
        mentors := ARRAY(SELECT DISTINCT pgh_obj_id FROM bank_mentorentryevent
            WHERE person_id = ANY (cards));
        mentees := ARRAY(SELECT DISTINCT pgh_obj_id FROM bank_menteeentryevent
            WHERE person_id = ANY (cards));
        invitations := ARRAY(SELECT DISTINCT pgh_obj_id FROM surveys_invitationevent
            WHERE person_id = ANY (cards) OR about_id = ANY (cards));
        FOR log IN
            SELECT t.name, t.wheres, string_agg(format('%I = %s', c.column_name, CASE
                WHEN c.data_type = 'jsonb' THEN '''{}'''
                WHEN c.data_type IN ('text', 'character varying') THEN ''''''
                ELSE 'NULL' END), ', ') AS changes
            FROM (
                SELECT table_name AS name, string_agg(CASE
                    WHEN column_name IN ('person_id', 'about_id') THEN
                        format('%I = ANY ($1)', column_name)
                    WHEN column_name = 'mentor_entry_id' THEN 'mentor_entry_id = ANY ($2)'
                    WHEN column_name = 'mentee_entry_id' THEN 'mentee_entry_id = ANY ($3)'
                    WHEN column_name = 'invitation_id' THEN 'invitation_id = ANY ($4)'
                    ELSE 'pgh_obj_id = ANY ($1)' END, ' OR ') AS wheres
                FROM information_schema.columns
                WHERE table_schema = 'public'
                    -- A pair is told of as long as its order is: it goes with its own term.
                    AND table_name LIKE '%event' AND table_name <> 'pairs_pairevent'
                    AND (column_name IN ('person_id', 'about_id', 'mentor_entry_id',
                            'mentee_entry_id', 'invitation_id')
                        OR (table_name = 'bank_personevent' AND column_name = 'pgh_obj_id'))
                GROUP BY table_name
            ) t
            JOIN information_schema.columns c ON c.table_name = t.name
            WHERE c.table_schema = 'public' AND c.column_name NOT LIKE 'pgh\\_%'
                AND (c.data_type IN ('text', 'character varying', 'jsonb')
                    OR (c.data_type IN ('date', 'smallint') AND c.is_nullable = 'YES'))
                AND EXISTS (SELECT 1 FROM information_schema.columns k
                    WHERE k.table_schema = 'public' AND k.table_name = t.name
                        AND k.column_name = 'pgh_obj_id')
            GROUP BY t.name, t.wheres
        LOOP
            EXECUTE format('UPDATE %I SET %s WHERE %s', log.name, log.changes, log.wheres)
                USING cards, mentors, mentees, invitations;
            GET DIAGNOSTICS touched = ROW_COUNT;
            total := total + touched;
        END LOOP;
        RETURN total;
    END
    $$;
    REVOKE EXECUTE ON FUNCTION bank_scrub_history(bigint[]) FROM PUBLIC;
"""


class Migration(migrations.Migration):

    replaces = [('bank', '0001_first_rooms'), ('bank', '0002_imports'), ('bank', '0003_consents'), ('bank', '0004_selection'), ('bank', '0005_events'), ('bank', '0006_place_search'), ('bank', '0007_deletions_logged'), ('bank', '0008_consents_end_by_year'), ('bank', '0009_scrub_history'), ('bank', '0010_forms_logged'), ('bank', '0011_one_spelling_of_classes'), ('bank', '0012_adult_after_the_year'), ('bank', '0013_step_order'), ('bank', '0014_year_turns')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('documents', '0001_schema'),
        ('jobs', '0001_schema'),
        ('organizations', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bank', models.CharField(blank=True, choices=[('mentors', 'база наставников'), ('mentees', 'база наставляемых')], max_length=8, verbose_name='банк')),
                ('state', models.CharField(choices=[('reading', 'файл читается'), ('failed', 'файл не принят'), ('mapping', 'выбор столбцов'), ('checking', 'строки проверяются'), ('previewed', 'ждёт подтверждения'), ('confirmed', 'загружено'), ('undone', 'загрузка отменена'), ('abandoned', 'не закончено')], default='reading', max_length=10, verbose_name='состояние')),
                ('file_name', models.CharField(blank=True, max_length=255, verbose_name='файл')),
                ('file_sha256', models.CharField(max_length=64)),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('tables', models.JSONField(default=list)),
                ('layout', models.JSONField(default=dict)),
                ('counts', models.JSONField(default=dict)),
                ('groups', models.JSONField(default=list)),
                ('notes', models.JSONField(default=list)),
                ('is_partial', models.BooleanField(default=False, verbose_name='загрузить только годные строки')),
                ('error', models.TextField(blank=True, verbose_name='почему не принято')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='import_runs', to='organizations.organization')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
            ],
            options={
                'verbose_name': 'загрузка',
                'verbose_name_plural': 'загрузки',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MentoringForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='код')),
                ('title', models.CharField(max_length=100, verbose_name='форма')),
                ('regime', models.CharField(choices=[('pupils', 'целевая модель наставничества обучающихся (Р-145)'), ('teachers', 'система наставничества педагогов (АЗ-1128/08)')], max_length=10, verbose_name='режим')),
                ('mentor_categories', models.JSONField(default=list, verbose_name='категории наставника')),
                ('mentee_categories', models.JSONField(default=list, verbose_name='категории наставляемого')),
                ('source', models.CharField(max_length=200, verbose_name='источник')),
                ('checked_on', models.DateField(verbose_name='дата проверки')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'форма наставничества',
                'verbose_name_plural': 'формы наставничества',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(choices=[('pupil', 'обучающийся'), ('teacher', 'педагог'), ('head', 'руководитель'), ('student', 'студент'), ('employer', 'представитель работодателя'), ('graduate', 'выпускник'), ('parent', 'родитель')], max_length=10, verbose_name='категория')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='класс или должность')),
                ('teaching_since', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='педагогический стаж с года')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='период')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'кем является',
                'verbose_name_plural': 'кем является',
                'ordering': ['-period', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='номер')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='дата')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='действует до')),
                ('subject', models.CharField(blank=True, max_length=300, verbose_name='предмет')),
                ('scan', models.FileField(blank=True, upload_to='agreements/%Y/%m/', verbose_name='скан')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'договор',
                'verbose_name_plural': 'договоры',
                'ordering': ['-signed_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ConsentSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asks_joint', models.BooleanField(default=False, verbose_name='с 14 лет участник подписывает вместе с представителем')),
                ('processor', models.CharField(blank=True, max_length=400, verbose_name='кто обрабатывает данные по поручению')),
                ('site', models.CharField(blank=True, max_length=200, verbose_name='сайт организации')),
                ('institution', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='consent_settings', to='organizations.organization', verbose_name='организация')),
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
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization', verbose_name='организация')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.consentsettings')),
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
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consent_texts', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'текст согласия',
                'verbose_name_plural': 'тексты согласий',
                'ordering': ['purpose', 'audience', '-version'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'code', 'version'), name='consenttext_once', nulls_distinct=False)],
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
                ('organization', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.consenttext')),
            ],
            options={
                'abstract': False,
            },
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
            ],
            options={
                'verbose_name': 'ответ о двойнике',
                'verbose_name_plural': 'ответы о двойниках',
                'ordering': ['pk'],
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
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentoring_events', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'мероприятие',
                'verbose_name_plural': 'мероприятия',
                'ordering': ['-starts_on', '-pk'],
                'indexes': [models.Index(models.F('organization'), models.F('starts_on'), name='event_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='event_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('expected', 'ожидается'), ('present', 'участвовал(а)'), ('absent', 'не участвовал(а)')], default='expected', max_length=8, verbose_name='участие')),
                ('result', models.CharField(blank=True, max_length=200, verbose_name='результат')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='organizations.organization')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='bank.event')),
            ],
            options={
                'verbose_name': 'участие в мероприятии',
                'verbose_name_plural': 'участие в мероприятиях',
                'ordering': ['person__sort_name', 'pk'],
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
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.event')),
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
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='bank.event')),
            ],
            options={
                'verbose_name': 'занятие',
                'verbose_name_plural': 'занятия',
                'ordering': ['held_on', 'time', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('hours', None), ('hours__gt', 0), _connector='OR'), name='eventsession_hours_positive')],
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
                ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.event')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.eventsession')),
            ],
            options={
                'abstract': False,
            },
        ),
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
        migrations.CreateModel(
            name='MenteeEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('interests', models.TextField(blank=True, verbose_name='интересы')),
                ('entered_on', models.DateField(verbose_name='дата вхождения в программу')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='дата завершения программы')),
                ('outcome', models.TextField(blank=True, verbose_name='результаты программы')),
                ('case_link', models.URLField(blank=True, max_length=500, verbose_name='ссылка на кейс или отзыв')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='сведения подтверждены')),
                ('request', models.TextField(blank=True, verbose_name='основной запрос')),
                ('completion_mark', models.CharField(blank=True, max_length=200, verbose_name='отметка о прохождении программы')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership', verbose_name='кто подтвердил')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('form', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.mentoringform', verbose_name='форма наставничества')),
            ],
            options={
                'verbose_name': 'наставляемый',
                'verbose_name_plural': 'наставляемые',
                'ordering': ['person__sort_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MenteeTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_rows', to='bank.menteeentry')),
            ],
            options={
                'verbose_name': 'тема наставляемого',
                'verbose_name_plural': 'темы наставляемых',
            },
        ),
        migrations.CreateModel(
            name='MentorEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('interests', models.TextField(blank=True, verbose_name='интересы')),
                ('entered_on', models.DateField(verbose_name='дата вхождения в программу')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='дата завершения программы')),
                ('outcome', models.TextField(blank=True, verbose_name='результаты программы')),
                ('case_link', models.URLField(blank=True, max_length=500, verbose_name='ссылка на кейс или отзыв')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='сведения подтверждены')),
                ('competences', models.TextField(blank=True, verbose_name='основные компетенции')),
                ('achievements', models.TextField(blank=True, verbose_name='важные для программы достижения')),
                ('desired_age', models.CharField(blank=True, max_length=100, verbose_name='желаемый возраст наставляемых')),
                ('time_resource', models.CharField(blank=True, max_length=200, verbose_name='ресурс времени')),
                ('capacity', models.PositiveSmallIntegerField(default=1, verbose_name='сколько наставляемых может вести')),
                ('stage', models.CharField(choices=[('applied', 'подал заявку'), ('interviewed', 'прошёл собеседование'), ('trained', 'прошёл обучение'), ('admitted', 'допущен приказом'), ('declined', 'не прошёл отбор')], default='applied', max_length=12, verbose_name='этап отбора')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership', verbose_name='кто подтвердил')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('forms', models.ManyToManyField(blank=True, related_name='+', to='bank.mentoringform', verbose_name='формы наставничества')),
            ],
            options={
                'verbose_name': 'наставник',
                'verbose_name_plural': 'наставники',
                'ordering': ['person__sort_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MentorFormEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('mentorentry', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.mentorentry')),
                ('mentoringform', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.mentoringform')),
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
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='bank.mentorentry')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentor_offers', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'предложение наставника',
                'verbose_name_plural': 'предложения наставников',
                'ordering': ['-offered_on', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('entry',), name='mentoroffer_one_open'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('offered_on')), _connector='OR'), name='mentoroffer_ends_after_start'), models.CheckConstraint(condition=models.Q(('places__gte', 1), ('places__lte', 100)), name='mentoroffer_places_sane')],
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
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.mentorentry')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.mentoroffer')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MentorTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_rows', to='bank.mentorentry')),
            ],
            options={
                'verbose_name': 'тема наставника',
                'verbose_name_plural': 'темы наставников',
            },
        ),
        migrations.CreateModel(
            name='Namesakes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='namesakes', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'разные люди',
                'verbose_name_plural': 'разные люди',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='наименование')),
                ('inn', models.CharField(blank=True, max_length=12, verbose_name='ИНН')),
                ('contacts', models.CharField(blank=True, max_length=300, verbose_name='контакты')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'партнёр',
                'verbose_name_plural': 'партнёры',
                'ordering': ['name', 'pk'],
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
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.agreement')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.partner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='agreement',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='bank.partner'),
        ),
        migrations.CreateModel(
            name='PartnerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=300, verbose_name='наименование')),
                ('inn', models.CharField(blank=True, max_length=12, verbose_name='ИНН')),
                ('contacts', models.CharField(blank=True, max_length=300, verbose_name='контакты')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.partner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_name', models.CharField(max_length=100, verbose_name='фамилия')),
                ('first_name', models.CharField(max_length=100, verbose_name='имя')),
                ('patronymic', models.CharField(blank=True, max_length=100, verbose_name='отчество')),
                ('sex', models.CharField(blank=True, choices=[('m', 'мужской'), ('f', 'женский')], max_length=1, verbose_name='пол')),
                ('born_on', models.DateField(blank=True, null=True, verbose_name='дата рождения')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='год рождения')),
                ('contacts', models.CharField(blank=True, max_length=300, verbose_name='контактные данные')),
                ('representative_name', models.CharField(blank=True, max_length=200, verbose_name='законный представитель')),
                ('representative_contacts', models.CharField(blank=True, max_length=300, verbose_name='контакты представителя')),
                ('archived_on', models.DateField(blank=True, null=True, verbose_name='выбыл')),
                ('sort_name', models.CharField(db_collation='C', editable=False, max_length=320)),
                ('search_text', models.CharField(editable=False, max_length=320)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='organizations.organization')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='bank.partner', verbose_name='партнёр')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'человек',
                'verbose_name_plural': 'люди',
                'ordering': ['sort_name', 'pk'],
                'indexes': [models.Index(models.F('institution'), models.F('sort_name'), name='person_by_name'), django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='person_search', opclasses=['gin_trgm_ops'])],
                'constraints': [models.CheckConstraint(condition=models.Q(('born_on', None), ('birth_year', models.F('born_on__year')), _connector='OR'), name='person_birth_year_of_birth_date')],
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
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.namesakes')),
                ('first', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person')),
                ('second', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='namesakes',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bank.person'),
        ),
        migrations.AddField(
            model_name='namesakes',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bank.person'),
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
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='organizations.organization')),
                ('merged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='bank.person')),
            ],
            options={
                'verbose_name': 'объединение карточек',
                'verbose_name_plural': 'объединения карточек',
                'ordering': ['-merged_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MentorEntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('interests', models.TextField(blank=True, verbose_name='интересы')),
                ('entered_on', models.DateField(verbose_name='дата вхождения в программу')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='дата завершения программы')),
                ('outcome', models.TextField(blank=True, verbose_name='результаты программы')),
                ('case_link', models.URLField(blank=True, max_length=500, verbose_name='ссылка на кейс или отзыв')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='сведения подтверждены')),
                ('competences', models.TextField(blank=True, verbose_name='основные компетенции')),
                ('achievements', models.TextField(blank=True, verbose_name='важные для программы достижения')),
                ('desired_age', models.CharField(blank=True, max_length=100, verbose_name='желаемый возраст наставляемых')),
                ('time_resource', models.CharField(blank=True, max_length=200, verbose_name='ресурс времени')),
                ('capacity', models.PositiveSmallIntegerField(default=1, verbose_name='сколько наставляемых может вести')),
                ('stage', models.CharField(choices=[('applied', 'подал заявку'), ('interviewed', 'прошёл собеседование'), ('trained', 'прошёл обучение'), ('admitted', 'допущен приказом'), ('declined', 'не прошёл отбор')], default='applied', max_length=12, verbose_name='этап отбора')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership', verbose_name='кто подтвердил')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.mentorentry')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='mentorentry',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentor_entries', to='bank.person'),
        ),
        migrations.CreateModel(
            name='MenteeEntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('interests', models.TextField(blank=True, verbose_name='интересы')),
                ('entered_on', models.DateField(verbose_name='дата вхождения в программу')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='дата завершения программы')),
                ('outcome', models.TextField(blank=True, verbose_name='результаты программы')),
                ('case_link', models.URLField(blank=True, max_length=500, verbose_name='ссылка на кейс или отзыв')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='сведения подтверждены')),
                ('request', models.TextField(blank=True, verbose_name='основной запрос')),
                ('completion_mark', models.CharField(blank=True, max_length=200, verbose_name='отметка о прохождении программы')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership', verbose_name='кто подтвердил')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.menteeentry')),
                ('form', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.mentoringform', verbose_name='форма наставничества')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='menteeentry',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentee_entries', to='bank.person'),
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
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='bank.importrun')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='bank.person')),
            ],
            options={
                'verbose_name': 'строка загрузки',
                'verbose_name_plural': 'строки загрузки',
                'ordering': ['run', 'number'],
                'constraints': [models.UniqueConstraint(fields=('run', 'number'), name='importrow_once')],
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
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.doubledecision')),
                ('person', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='doubledecision',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bank.person'),
        ),
        migrations.CreateModel(
            name='ConsentSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('processing', 'обработка персональных данных'), ('publication', 'публикация'), ('transfer', 'передача другой организации')], max_length=12, verbose_name='цель')),
                ('text_sha256', models.CharField(max_length=64)),
                ('printed_on', models.DateField(verbose_name='напечатан')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consent_sheets', to='organizations.organization')),
                ('printed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='bank.consenttext')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consent_sheets', to='bank.person')),
            ],
            options={
                'verbose_name': 'лист согласия',
                'verbose_name_plural': 'листы согласий',
                'ordering': ['-printed_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('processing', 'обработка персональных данных'), ('publication', 'публикация'), ('transfer', 'передача другой организации')], default='processing', max_length=12, verbose_name='цель')),
                ('text_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('signed_on', models.DateField(verbose_name='подписано')),
                ('signer', models.CharField(choices=[('self', 'сам участник'), ('representative', 'законный представитель'), ('joint', 'участник и законный представитель')], max_length=16, verbose_name='кто подписал')),
                ('representative_name', models.CharField(blank=True, max_length=200, verbose_name='фамилия, имя, отчество представителя')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='действует до')),
                ('ends_on', models.DateField(blank=True, editable=False, null=True, verbose_name='заканчивается')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='отозвано')),
                ('scan', models.FileField(blank=True, upload_to='consents/%Y/%m/', verbose_name='скан')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='organizations.organization')),
                ('text', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='bank.consenttext', verbose_name='редакция текста')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='bank.person')),
            ],
            options={
                'verbose_name': 'согласие',
                'verbose_name_plural': 'согласия',
                'ordering': ['-signed_on', '-pk'],
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
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.attendance')),
                ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.event')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='attendance',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='bank.person'),
        ),
        migrations.CreateModel(
            name='AffiliationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('category', models.CharField(choices=[('pupil', 'обучающийся'), ('teacher', 'педагог'), ('head', 'руководитель'), ('student', 'студент'), ('employer', 'представитель работодателя'), ('graduate', 'выпускник'), ('parent', 'родитель')], max_length=10, verbose_name='категория')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='класс или должность')),
                ('teaching_since', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='педагогический стаж с года')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='период')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.affiliation')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='affiliation',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='bank.person'),
        ),
        migrations.CreateModel(
            name='PersonEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('last_name', models.CharField(max_length=100, verbose_name='фамилия')),
                ('first_name', models.CharField(max_length=100, verbose_name='имя')),
                ('patronymic', models.CharField(blank=True, max_length=100, verbose_name='отчество')),
                ('sex', models.CharField(blank=True, choices=[('m', 'мужской'), ('f', 'женский')], max_length=1, verbose_name='пол')),
                ('born_on', models.DateField(blank=True, null=True, verbose_name='дата рождения')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='год рождения')),
                ('contacts', models.CharField(blank=True, max_length=300, verbose_name='контактные данные')),
                ('representative_name', models.CharField(blank=True, max_length=200, verbose_name='законный представитель')),
                ('representative_contacts', models.CharField(blank=True, max_length=300, verbose_name='контакты представителя')),
                ('archived_on', models.DateField(blank=True, null=True, verbose_name='выбыл')),
                ('sort_name', models.CharField(db_collation='C', editable=False, max_length=320)),
                ('search_text', models.CharField(editable=False, max_length=320)),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.partner', verbose_name='партнёр')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.person')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
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
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='selection_steps', to='bank.mentorentry')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='selection_steps', to='bank.event', verbose_name='мероприятие')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='selection_steps', to='documents.document', verbose_name='приказ')),
            ],
            options={
                'verbose_name': 'шаг отбора',
                'verbose_name_plural': 'шаги отбора',
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('action__in', ['decline', 'take_back']), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='selectionstep_refusal_has_reason')],
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
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheet_runs', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'печать листов согласий',
                'verbose_name_plural': 'печать листов согласий',
                'ordering': ['-created_at', '-pk'],
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
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.consentsheet')),
                ('printed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('text', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.consenttext')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person')),
                ('run', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.sheetrun')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='consentsheet',
            name='run',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='bank.sheetrun'),
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
                ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.sheetrun')),
            ],
            options={
                'abstract': False,
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
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='bank.topic', verbose_name='теперь')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'тема',
                'verbose_name_plural': 'темы',
                'ordering': ['title', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('organization'), django.db.models.functions.text.Lower('title'), condition=models.Q(('archived_on', None)), name='topic_title_once'), models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('organization', 'code'), name='topic_code_once'), models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('archived_on__isnull', False), models.Q(('merged_into', models.F('pk')), _negated=True)), _connector='OR'), name='topic_merged_is_archived')],
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
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.mentorentry')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.mentortopic')),
                ('topic', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.topic')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='mentortopic',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bank.topic'),
        ),
        migrations.AddField(
            model_name='mentorentry',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='mentor_entries', through='bank.MentorTopic', to='bank.topic', verbose_name='темы'),
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
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.menteeentry')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.menteetopic')),
                ('topic', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.topic')),
            ],
            options={
                'abstract': False,
            },
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
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.topic', verbose_name='теперь')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.topic')),
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
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='organizations.organization')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='bank.person')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
            ],
            options={
                'verbose_name': 'отзыв согласия',
                'verbose_name_plural': 'отзывы согласий',
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(models.F('person'), models.F('purpose'), name='withdrawal_of_person'), models.Index(models.F('institution'), models.F('due_on'), condition=models.Q(('cancelled_on', None), ('done_on', None)), name='withdrawal_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason', ''), ('cancelled_by', None), ('cancelled_on', None)), models.Q(('cancelled_by__isnull', False), ('cancelled_on__isnull', False), models.Q(('cancel_reason', ''), _negated=True)), _connector='OR'), name='withdrawal_cancelled_has_person_and_reason'), models.CheckConstraint(condition=models.Q(models.Q(('done_by', None), ('done_on', None)), models.Q(('done_by__isnull', False), ('done_on__isnull', False)), _connector='OR'), name='withdrawal_done_has_person')],
            },
        ),
        migrations.CreateModel(
            name='ConsentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('purpose', models.CharField(choices=[('processing', 'обработка персональных данных'), ('publication', 'публикация'), ('transfer', 'передача другой организации')], default='processing', max_length=12, verbose_name='цель')),
                ('text_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('signed_on', models.DateField(verbose_name='подписано')),
                ('signer', models.CharField(choices=[('self', 'сам участник'), ('representative', 'законный представитель'), ('joint', 'участник и законный представитель')], max_length=16, verbose_name='кто подписал')),
                ('representative_name', models.CharField(blank=True, max_length=200, verbose_name='фамилия, имя, отчество представителя')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='действует до')),
                ('ends_on', models.DateField(blank=True, editable=False, null=True, verbose_name='заканчивается')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='отозвано')),
                ('scan', models.FileField(blank=True, upload_to='consents/%Y/%m/', verbose_name='скан')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.consent')),
                ('text', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.consenttext', verbose_name='редакция текста')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person')),
                ('withdrawal', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.withdrawal', verbose_name='отзыв')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='consent',
            name='withdrawal',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='bank.withdrawal', verbose_name='отзыв'),
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
                ('cancelled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('done_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.person')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.withdrawal')),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='YearTurn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год, который закончился')),
                ('answers', models.JSONField(default=dict, verbose_name='решения')),
                ('outcome', models.JSONField(default=list, verbose_name='что сделано')),
                ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='когда')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='year_turns', to='organizations.organization')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership', verbose_name='кто')),
            ],
            options={
                'verbose_name': 'переход на новый учебный год',
                'verbose_name_plural': 'переходы на новый учебный год',
                'ordering': ['-school_year', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'school_year'), name='yearturn_once'), models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('made_by', None)), models.Q(('made_at__isnull', False), ('made_by__isnull', False)), _connector='OR'), name='yearturn_made_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='YearTurnEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год, который закончился')),
                ('answers', models.JSONField(default=dict, verbose_name='решения')),
                ('outcome', models.JSONField(default=list, verbose_name='что сделано')),
                ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='когда')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('job', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jobs.job')),
                ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership', verbose_name='кто')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.yearturn')),
            ],
            options={
                'abstract': False,
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
        migrations.CreateModel(
            name='MentorForm',
            fields=[
            ],
            options={
                'verbose_name': 'форма наставничества наставника',
                'verbose_name_plural': 'формы наставничества наставников',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('bank.mentorentry_forms',),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('signed_on', None), ('valid_until', None), ('valid_until__gte', models.F('signed_on')), _connector='OR'), name='agreement_ends_after_signing'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number', ''), _negated=True), ('signed_on__isnull', False), _connector='OR'), name='agreement_has_number_or_date'),
        ),
        migrations.AddConstraint(
            model_name='namesakes',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='namesakes_once'),
        ),
        migrations.AddConstraint(
            model_name='namesakes',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='namesakes_in_order'),
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
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('event', 'person'), name='attendance_once'),
        ),
        migrations.AddIndex(
            model_name='affiliation',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower(models.Func(models.F('place'), models.Value('[^[:alnum:]]'), models.Value(''), models.Value('g'), function='regexp_replace')), name='gin_trgm_ops'), name='affiliation_place_search'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('category', '='), ('period', '&&')], name='affiliation_no_overlap'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False)), name='affiliation_period_not_empty'),
        ),
        migrations.AddIndex(
            model_name='consentsheet',
            index=models.Index(models.F('person'), models.F('purpose'), models.F('printed_on'), name='sheet_of_person'),
        ),
        migrations.AddConstraint(
            model_name='mentortopic',
            constraint=models.UniqueConstraint(fields=('entry', 'topic'), name='mentortopic_once'),
        ),
        migrations.AddConstraint(
            model_name='mentorentry',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('person',), name='mentorentry_one_open'),
        ),
        migrations.AddConstraint(
            model_name='mentorentry',
            constraint=models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('entered_on')), _connector='OR'), name='mentorentry_leaves_after_entering'),
        ),
        migrations.AddConstraint(
            model_name='mentorentry',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1), ('capacity__lte', 100)), name='mentorentry_capacity_sane'),
        ),
        migrations.AddConstraint(
            model_name='mentorentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', None), ('confirmed_on', None)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__isnull', False)), _connector='OR'), name='mentorentry_confirmed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='menteetopic',
            constraint=models.UniqueConstraint(fields=('entry', 'topic'), name='menteetopic_once'),
        ),
        migrations.AddConstraint(
            model_name='menteeentry',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('person',), name='menteeentry_one_open'),
        ),
        migrations.AddConstraint(
            model_name='menteeentry',
            constraint=models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('entered_on')), _connector='OR'), name='menteeentry_leaves_after_entering'),
        ),
        migrations.AddConstraint(
            model_name='menteeentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', None), ('confirmed_on', None)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__isnull', False)), _connector='OR'), name='menteeentry_confirmed_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(models.F('person'), models.F('purpose'), models.F('signed_on'), name='consent_of_person'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_until', None), ('valid_until__gte', models.F('signed_on')), _connector='OR'), models.Q(('withdrawn_on', None), ('withdrawn_on__gte', models.F('signed_on')), _connector='OR')), name='consent_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('signer', 'self'), models.Q(('representative_name', ''), _negated=True), _connector='OR'), name='consent_representative_is_named'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consentsettings',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_consentsettingsevent" ("asks_joint", "id", "institution_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "processor", "site") VALUES (NEW."asks_joint", NEW."id", NEW."institution_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."processor", NEW."site"); RETURN NULL;', hash='2ae1004f7c55cb7dff8f730aa5b86feccdab7dc1', operation='INSERT', pgid='pgtrigger_insert_insert_0f99c', table='bank_consentsettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consentsettings',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_consentsettingsevent" ("asks_joint", "id", "institution_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "processor", "site") VALUES (NEW."asks_joint", NEW."id", NEW."institution_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."processor", NEW."site"); RETURN NULL;', hash='d8e93f5f7ca0b5dd33da57cab0eabee2a4ce8349', operation='UPDATE', pgid='pgtrigger_update_update_04c94', table='bank_consentsettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consentsettings',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_consentsettingsevent" ("asks_joint", "id", "institution_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "processor", "site") VALUES (OLD."asks_joint", OLD."id", OLD."institution_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."processor", OLD."site"); RETURN NULL;', hash='176dde0f34dc67363fee4277b45da80feb01a319', operation='DELETE', pgid='pgtrigger_delete_delete_2837e', table='bank_consentsettings', when='AFTER')),
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
            model_name='consenttext',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_consenttextevent" ("audience", "checked_on", "code", "id", "organization_id", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "source", "title", "to_verify", "version") VALUES (OLD."audience", OLD."checked_on", OLD."code", OLD."id", OLD."organization_id", OLD."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."source", OLD."title", OLD."to_verify", OLD."version"); RETURN NULL;', hash='61fc1d402867e2d27c1bf837648c096795ce5443', operation='DELETE', pgid='pgtrigger_delete_delete_6c5c3', table='bank_consenttext', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_eventevent" ("ends_on", "id", "is_shared", "kind", "materials_link", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "program", "result", "starts_on", "starts_time", "state", "title") VALUES (NEW."ends_on", NEW."id", NEW."is_shared", NEW."kind", NEW."materials_link", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."program", NEW."result", NEW."starts_on", NEW."starts_time", NEW."state", NEW."title"); RETURN NULL;', hash='c5f979dbe37e9107592a11be4a42153f652faf0a', operation='INSERT', pgid='pgtrigger_insert_insert_b98cb', table='bank_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_eventevent" ("ends_on", "id", "is_shared", "kind", "materials_link", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "program", "result", "starts_on", "starts_time", "state", "title") VALUES (NEW."ends_on", NEW."id", NEW."is_shared", NEW."kind", NEW."materials_link", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."program", NEW."result", NEW."starts_on", NEW."starts_time", NEW."state", NEW."title"); RETURN NULL;', hash='09d284cd05f90d1b65980bf922b8d91bafdba411', operation='UPDATE', pgid='pgtrigger_update_update_5b2e7', table='bank_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_eventevent" ("ends_on", "id", "is_shared", "kind", "materials_link", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "program", "result", "starts_on", "starts_time", "state", "title") VALUES (OLD."ends_on", OLD."id", OLD."is_shared", OLD."kind", OLD."materials_link", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."program", OLD."result", OLD."starts_on", OLD."starts_time", OLD."state", OLD."title"); RETURN NULL;', hash='61aff53ff335273fa6c56d6986b5497b1d8b5d1e', operation='DELETE', pgid='pgtrigger_delete_delete_c8f59', table='bank_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventsession',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_eventsessionevent" ("event_id", "held_on", "hours", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time", "title") VALUES (NEW."event_id", NEW."held_on", NEW."hours", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."time", NEW."title"); RETURN NULL;', hash='098eff534a78f6188222cefc4c368fd6c9bf9203', operation='INSERT', pgid='pgtrigger_insert_insert_31071', table='bank_eventsession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventsession',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_eventsessionevent" ("event_id", "held_on", "hours", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time", "title") VALUES (NEW."event_id", NEW."held_on", NEW."hours", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."time", NEW."title"); RETURN NULL;', hash='88863935e7dbc5d75072b79445d7131d122d770d', operation='UPDATE', pgid='pgtrigger_update_update_5580c', table='bank_eventsession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventsession',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_eventsessionevent" ("event_id", "held_on", "hours", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time", "title") VALUES (OLD."event_id", OLD."held_on", OLD."hours", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."time", OLD."title"); RETURN NULL;', hash='b427ee70dc4803eada9300b83a2a3e99932ad9ce', operation='DELETE', pgid='pgtrigger_delete_delete_2be61', table='bank_eventsession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentoroffer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_mentorofferevent" ("ended_on", "entry_id", "id", "institution_id", "offered_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places") VALUES (NEW."ended_on", NEW."entry_id", NEW."id", NEW."institution_id", NEW."offered_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."places"); RETURN NULL;', hash='5f1c8472b3c5bf449ce9e90caab10b63a93a7882', operation='INSERT', pgid='pgtrigger_insert_insert_5a6ab', table='bank_mentoroffer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentoroffer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_mentorofferevent" ("ended_on", "entry_id", "id", "institution_id", "offered_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places") VALUES (NEW."ended_on", NEW."entry_id", NEW."id", NEW."institution_id", NEW."offered_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."places"); RETURN NULL;', hash='d46e1575d9d536fa5d1f3f0dda95e6fb9b4fa07a', operation='UPDATE', pgid='pgtrigger_update_update_af5de', table='bank_mentoroffer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentoroffer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_mentorofferevent" ("ended_on", "entry_id", "id", "institution_id", "offered_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places") VALUES (OLD."ended_on", OLD."entry_id", OLD."id", OLD."institution_id", OLD."offered_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."places"); RETURN NULL;', hash='d95897c5eae9e171b0fb69ffd6a8c9dbc8c73a6f', operation='DELETE', pgid='pgtrigger_delete_delete_d3e1d', table='bank_mentoroffer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_partnerevent" ("contacts", "id", "inn", "institution_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."contacts", NEW."id", NEW."inn", NEW."institution_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='83acd76597a4ad62442efcee0f8e366b685aaebe', operation='INSERT', pgid='pgtrigger_insert_insert_31e89', table='bank_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_partnerevent" ("contacts", "id", "inn", "institution_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."contacts", NEW."id", NEW."inn", NEW."institution_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='3de39adfe8dc4de2aa916b462eb03c80a3064ac6', operation='UPDATE', pgid='pgtrigger_update_update_ac2be', table='bank_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_partnerevent" ("contacts", "id", "inn", "institution_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."contacts", OLD."id", OLD."inn", OLD."institution_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='a211854a3a9e046b350d637e6a910c61ef811ba7', operation='DELETE', pgid='pgtrigger_delete_delete_a4895', table='bank_partner', when='AFTER')),
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
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='consents_end_by_age', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."born_on" IS DISTINCT FROM (NEW."born_on") OR OLD."birth_year" IS DISTINCT FROM (NEW."birth_year"))', func="\n                    UPDATE bank_consent SET ends_on = NULL\n                        WHERE person_id = NEW.id AND signer <> 'self';\n                    RETURN NULL;\n                ", hash='454a3ee2b0ffdb248da0791d04becffb008988e1', operation='UPDATE OF "born_on", "birth_year"', pgid='pgtrigger_consents_end_by_age_0bcf1', table='bank_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_personevent" ("archived_on", "birth_year", "born_on", "contacts", "first_name", "id", "institution_id", "last_name", "partner_id", "patronymic", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "representative_contacts", "representative_name", "search_text", "sex", "sort_name", "user_id") VALUES (NEW."archived_on", NEW."birth_year", NEW."born_on", NEW."contacts", NEW."first_name", NEW."id", NEW."institution_id", NEW."last_name", NEW."partner_id", NEW."patronymic", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."representative_contacts", NEW."representative_name", NEW."search_text", NEW."sex", NEW."sort_name", NEW."user_id"); RETURN NULL;', hash='6fab7a336cbf60541140531bd7b1097f58cdb0e8', operation='INSERT', pgid='pgtrigger_insert_insert_b37bd', table='bank_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_personevent" ("archived_on", "birth_year", "born_on", "contacts", "first_name", "id", "institution_id", "last_name", "partner_id", "patronymic", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "representative_contacts", "representative_name", "search_text", "sex", "sort_name", "user_id") VALUES (NEW."archived_on", NEW."birth_year", NEW."born_on", NEW."contacts", NEW."first_name", NEW."id", NEW."institution_id", NEW."last_name", NEW."partner_id", NEW."patronymic", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."representative_contacts", NEW."representative_name", NEW."search_text", NEW."sex", NEW."sort_name", NEW."user_id"); RETURN NULL;', hash='16a91557530d73b6552220412803b5314eb82c3b', operation='UPDATE', pgid='pgtrigger_update_update_a93f1', table='bank_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_personevent" ("archived_on", "birth_year", "born_on", "contacts", "first_name", "id", "institution_id", "last_name", "partner_id", "patronymic", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "representative_contacts", "representative_name", "search_text", "sex", "sort_name", "user_id") VALUES (OLD."archived_on", OLD."birth_year", OLD."born_on", OLD."contacts", OLD."first_name", OLD."id", OLD."institution_id", OLD."last_name", OLD."partner_id", OLD."patronymic", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."representative_contacts", OLD."representative_name", OLD."search_text", OLD."sex", OLD."sort_name", OLD."user_id"); RETURN NULL;', hash='11fc69965f1858c6fff6f9013450c41b9db0b45c', operation='DELETE', pgid='pgtrigger_delete_delete_5d1d6', table='bank_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='namesakes',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_namesakesevent" ("first_id", "id", "institution_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id") VALUES (NEW."first_id", NEW."id", NEW."institution_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."second_id"); RETURN NULL;', hash='c9127dc1dd3303f9bd46040a1dbf96f453ac570c', operation='INSERT', pgid='pgtrigger_insert_insert_4f645', table='bank_namesakes', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='namesakes',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_namesakesevent" ("first_id", "id", "institution_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id") VALUES (OLD."first_id", OLD."id", OLD."institution_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."second_id"); RETURN NULL;', hash='d0555c918822433ffcea6bca55ac143909596f41', operation='DELETE', pgid='pgtrigger_delete_delete_c31b4', table='bank_namesakes', when='AFTER')),
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
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_affiliationevent" ("category", "id", "institution_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "teaching_since") VALUES (NEW."category", NEW."id", NEW."institution_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."teaching_since"); RETURN NULL;', hash='1b7439686cb5c8d4295c5862eebbd35de1787e2c', operation='INSERT', pgid='pgtrigger_insert_insert_e8867', table='bank_affiliation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_affiliationevent" ("category", "id", "institution_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "teaching_since") VALUES (NEW."category", NEW."id", NEW."institution_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."teaching_since"); RETURN NULL;', hash='e85d8aaeb6b13dca627d49f331d2486aad6422ce', operation='UPDATE', pgid='pgtrigger_update_update_c4887', table='bank_affiliation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_affiliationevent" ("category", "id", "institution_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "teaching_since") VALUES (OLD."category", OLD."id", OLD."institution_id", OLD."period", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."teaching_since"); RETURN NULL;', hash='110e38ff1e232dff1b8ea9a47e86fb0c52ff0988', operation='DELETE', pgid='pgtrigger_delete_delete_28761', table='bank_affiliation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetrun',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_sheetrunevent" ("created_at", "created_by_id", "file", "id", "institution_id", "left_out", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "purpose") VALUES (NEW."created_at", NEW."created_by_id", NEW."file", NEW."id", NEW."institution_id", NEW."left_out", NEW."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed_on", NEW."purpose"); RETURN NULL;', hash='e07bb4c621564ed97f4124da20cd16b4d8fb72bc', operation='INSERT', pgid='pgtrigger_insert_insert_bc0eb', table='bank_sheetrun', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetrun',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_sheetrunevent" ("created_at", "created_by_id", "file", "id", "institution_id", "left_out", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "purpose") VALUES (NEW."created_at", NEW."created_by_id", NEW."file", NEW."id", NEW."institution_id", NEW."left_out", NEW."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed_on", NEW."purpose"); RETURN NULL;', hash='bd8b5e4468bb3c096639bb12f169f7a8bfabd19c', operation='UPDATE', pgid='pgtrigger_update_update_d136e', table='bank_sheetrun', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sheetrun',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_sheetrunevent" ("created_at", "created_by_id", "file", "id", "institution_id", "left_out", "people", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "purpose") VALUES (OLD."created_at", OLD."created_by_id", OLD."file", OLD."id", OLD."institution_id", OLD."left_out", OLD."people", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed_on", OLD."purpose"); RETURN NULL;', hash='bdba319e7bc9d0ebf835d21b8efba041300c4042', operation='DELETE', pgid='pgtrigger_delete_delete_3036f', table='bank_sheetrun', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consentsheet',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_consentsheetevent" ("id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "purpose", "run_id", "text_id", "text_sha256") VALUES (NEW."id", NEW."institution_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed_by_id", NEW."printed_on", NEW."purpose", NEW."run_id", NEW."text_id", NEW."text_sha256"); RETURN NULL;', hash='d8af85f423ae30591e2452cb29d9b9a62d390d26', operation='INSERT', pgid='pgtrigger_insert_insert_b5d9b', table='bank_consentsheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consentsheet',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_consentsheetevent" ("id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "purpose", "run_id", "text_id", "text_sha256") VALUES (NEW."id", NEW."institution_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed_by_id", NEW."printed_on", NEW."purpose", NEW."run_id", NEW."text_id", NEW."text_sha256"); RETURN NULL;', hash='2c0a8f57ea0cedfa59656de578ae55b32d1ad6f5', operation='UPDATE', pgid='pgtrigger_update_update_f2de0', table='bank_consentsheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consentsheet',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_consentsheetevent" ("id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "purpose", "run_id", "text_id", "text_sha256") VALUES (OLD."id", OLD."institution_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed_by_id", OLD."printed_on", OLD."purpose", OLD."run_id", OLD."text_id", OLD."text_sha256"); RETURN NULL;', hash='7c1efa4dfd604b03be3421dff6ca56a6ed6266ed', operation='DELETE', pgid='pgtrigger_delete_delete_7a0f3', table='bank_consentsheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_topicevent" ("archived_on", "checked_on", "code", "group", "id", "keywords", "merged_into_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title") VALUES (NEW."archived_on", NEW."checked_on", NEW."code", NEW."group", NEW."id", NEW."keywords", NEW."merged_into_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."title"); RETURN NULL;', hash='5e65124284892513f2ffb16338a90c3d24e22780', operation='INSERT', pgid='pgtrigger_insert_insert_2e397', table='bank_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_topicevent" ("archived_on", "checked_on", "code", "group", "id", "keywords", "merged_into_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title") VALUES (NEW."archived_on", NEW."checked_on", NEW."code", NEW."group", NEW."id", NEW."keywords", NEW."merged_into_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."title"); RETURN NULL;', hash='b49c4ea3aa3484580fe09bfee7bd30280bc7c615', operation='UPDATE', pgid='pgtrigger_update_update_0d186', table='bank_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_topicevent" ("archived_on", "checked_on", "code", "group", "id", "keywords", "merged_into_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title") VALUES (OLD."archived_on", OLD."checked_on", OLD."code", OLD."group", OLD."id", OLD."keywords", OLD."merged_into_id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."title"); RETURN NULL;', hash='f8a3c310a0503432d0e90a56d7aabb6a0154809f', operation='DELETE', pgid='pgtrigger_delete_delete_7be35', table='bank_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentortopic',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_mentortopicevent" ("entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (NEW."entry_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."topic_id"); RETURN NULL;', hash='063be44b0f257ad70899e23c82c04a3d34cda465', operation='INSERT', pgid='pgtrigger_insert_insert_f2d94', table='bank_mentortopic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentortopic',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_mentortopicevent" ("entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (OLD."entry_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."topic_id"); RETURN NULL;', hash='fd0f7f2276b3bed9ef1c573662b00ecb03813da6', operation='DELETE', pgid='pgtrigger_delete_delete_3e57f', table='bank_mentortopic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_mentorentryevent" ("achievements", "capacity", "case_link", "competences", "confirmed_by_id", "confirmed_on", "desired_age", "entered_on", "id", "institution_id", "interests", "left_on", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "time_resource") VALUES (NEW."achievements", NEW."capacity", NEW."case_link", NEW."competences", NEW."confirmed_by_id", NEW."confirmed_on", NEW."desired_age", NEW."entered_on", NEW."id", NEW."institution_id", NEW."interests", NEW."left_on", NEW."outcome", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."stage", NEW."time_resource"); RETURN NULL;', hash='114f3a8cb4b3ba7165111ebed4e087af70e882c5', operation='INSERT', pgid='pgtrigger_insert_insert_325d4', table='bank_mentorentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_mentorentryevent" ("achievements", "capacity", "case_link", "competences", "confirmed_by_id", "confirmed_on", "desired_age", "entered_on", "id", "institution_id", "interests", "left_on", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "time_resource") VALUES (NEW."achievements", NEW."capacity", NEW."case_link", NEW."competences", NEW."confirmed_by_id", NEW."confirmed_on", NEW."desired_age", NEW."entered_on", NEW."id", NEW."institution_id", NEW."interests", NEW."left_on", NEW."outcome", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."stage", NEW."time_resource"); RETURN NULL;', hash='d5d78bfd17227e54bc6fe2ee44ebe1bccc4684f1', operation='UPDATE', pgid='pgtrigger_update_update_60b79', table='bank_mentorentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorentry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_mentorentryevent" ("achievements", "capacity", "case_link", "competences", "confirmed_by_id", "confirmed_on", "desired_age", "entered_on", "id", "institution_id", "interests", "left_on", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "time_resource") VALUES (OLD."achievements", OLD."capacity", OLD."case_link", OLD."competences", OLD."confirmed_by_id", OLD."confirmed_on", OLD."desired_age", OLD."entered_on", OLD."id", OLD."institution_id", OLD."interests", OLD."left_on", OLD."outcome", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."stage", OLD."time_resource"); RETURN NULL;', hash='6f187872f97d19fdadf84d3994bd56f7d120e996', operation='DELETE', pgid='pgtrigger_delete_delete_ab3f1', table='bank_mentorentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='menteetopic',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_menteetopicevent" ("entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (NEW."entry_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."topic_id"); RETURN NULL;', hash='31d94ed6fe72fe2d0d5a6df44e324fece726d1af', operation='INSERT', pgid='pgtrigger_insert_insert_8ae55', table='bank_menteetopic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='menteetopic',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_menteetopicevent" ("entry_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic_id") VALUES (OLD."entry_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."topic_id"); RETURN NULL;', hash='c372546f99a3a1516dda9b21f3e31b3126b213b6', operation='DELETE', pgid='pgtrigger_delete_delete_c2e67', table='bank_menteetopic', when='AFTER')),
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
            model_name='menteeentry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_menteeentryevent" ("case_link", "completion_mark", "confirmed_by_id", "confirmed_on", "entered_on", "form_id", "id", "institution_id", "interests", "left_on", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request") VALUES (OLD."case_link", OLD."completion_mark", OLD."confirmed_by_id", OLD."confirmed_on", OLD."entered_on", OLD."form_id", OLD."id", OLD."institution_id", OLD."interests", OLD."left_on", OLD."outcome", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."request"); RETURN NULL;', hash='8b402ba3f3f051d2c44d2331b79b174eda3f73a8', operation='DELETE', pgid='pgtrigger_delete_delete_4f6a6', table='bank_menteeentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_withdrawalevent" ("basis", "cancel_reason", "cancelled_by_id", "cancelled_on", "done_by_id", "done_how", "done_on", "due_on", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "received_on", "recorded_by_id", "recorded_on") VALUES (NEW."basis", NEW."cancel_reason", NEW."cancelled_by_id", NEW."cancelled_on", NEW."done_by_id", NEW."done_how", NEW."done_on", NEW."due_on", NEW."id", NEW."institution_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."received_on", NEW."recorded_by_id", NEW."recorded_on"); RETURN NULL;', hash='0122b2edbd2794fd18c19e214c3537a644c83a4b', operation='INSERT', pgid='pgtrigger_insert_insert_cfd23', table='bank_withdrawal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_withdrawalevent" ("basis", "cancel_reason", "cancelled_by_id", "cancelled_on", "done_by_id", "done_how", "done_on", "due_on", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "received_on", "recorded_by_id", "recorded_on") VALUES (NEW."basis", NEW."cancel_reason", NEW."cancelled_by_id", NEW."cancelled_on", NEW."done_by_id", NEW."done_how", NEW."done_on", NEW."due_on", NEW."id", NEW."institution_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."received_on", NEW."recorded_by_id", NEW."recorded_on"); RETURN NULL;', hash='a12146966b781e3aa909d9bbca30821371e7bebd', operation='UPDATE', pgid='pgtrigger_update_update_e48e6', table='bank_withdrawal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawal',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_withdrawalevent" ("basis", "cancel_reason", "cancelled_by_id", "cancelled_on", "done_by_id", "done_how", "done_on", "due_on", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "received_on", "recorded_by_id", "recorded_on") VALUES (OLD."basis", OLD."cancel_reason", OLD."cancelled_by_id", OLD."cancelled_on", OLD."done_by_id", OLD."done_how", OLD."done_on", OLD."due_on", OLD."id", OLD."institution_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."received_on", OLD."recorded_by_id", OLD."recorded_on"); RETURN NULL;', hash='83c64933e1e7ac590673b0e9f5828b5a6dc1f861', operation='DELETE', pgid='pgtrigger_delete_delete_1bcc5', table='bank_withdrawal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='ends_by_term_and_age', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    NEW.ends_on := NEW.valid_until;\n    IF NEW.signer <> 'self' THEN\n        NEW.ends_on := (\n            SELECT LEAST(\n                NEW.valid_until, CASE WHEN NEW.signed_on < p.adult_on THEN p.adult_on - 1 END)\n            FROM (SELECT COALESCE((born_on + interval '18 years')::date,\n                                  make_date(birth_year + 19, 1, 1)) AS adult_on\n                  FROM bank_person WHERE id = NEW.person_id) p);\n    END IF;\n    RETURN NEW;\n", hash='2bc032eec7830344da5f2e6d0b641fd824bd875a', operation='INSERT OR UPDATE OF "valid_until", "ends_on", "signed_on", "signer", "person_id"', pgid='pgtrigger_ends_by_term_and_age_22625', table='bank_consent', when='BEFORE')),
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
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_consentevent" ("ends_on", "id", "institution_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "representative_name", "scan", "signed_on", "signer", "text_id", "text_sha256", "valid_until", "withdrawal_id", "withdrawn_on") VALUES (OLD."ends_on", OLD."id", OLD."institution_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."representative_name", OLD."scan", OLD."signed_on", OLD."signer", OLD."text_id", OLD."text_sha256", OLD."valid_until", OLD."withdrawal_id", OLD."withdrawn_on"); RETURN NULL;', hash='31e3722f1380f0ed7ef089dd94ae7a7c7aa50f75', operation='DELETE', pgid='pgtrigger_delete_delete_9986e', table='bank_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearturn',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_yearturnevent" ("answers", "id", "institution_id", "job_id", "made_at", "made_by_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_year") VALUES (NEW."answers", NEW."id", NEW."institution_id", NEW."job_id", NEW."made_at", NEW."made_by_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."school_year"); RETURN NULL;', hash='f892ef19e3a4862e5d281215a53cdd8fbcd669b0', operation='INSERT', pgid='pgtrigger_insert_insert_fac37', table='bank_yearturn', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearturn',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_yearturnevent" ("answers", "id", "institution_id", "job_id", "made_at", "made_by_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_year") VALUES (NEW."answers", NEW."id", NEW."institution_id", NEW."job_id", NEW."made_at", NEW."made_by_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."school_year"); RETURN NULL;', hash='13b4c268caed2d671a72e35ce2a0bffc01cd069c', operation='UPDATE', pgid='pgtrigger_update_update_eb8eb', table='bank_yearturn', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearturn',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_yearturnevent" ("answers", "id", "institution_id", "job_id", "made_at", "made_by_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_year") VALUES (OLD."answers", OLD."id", OLD."institution_id", OLD."job_id", OLD."made_at", OLD."made_by_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."school_year"); RETURN NULL;', hash='77334d914e911ded48e03a64b8c2efc03189b18d', operation='DELETE', pgid='pgtrigger_delete_delete_c736d', table='bank_yearturn', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorform',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_mentorformevent" ("id", "mentorentry_id", "mentoringform_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."id", NEW."mentorentry_id", NEW."mentoringform_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;', hash='8c7ef24a043a755fcb2c358f03519808bfaef300', operation='INSERT', pgid='pgtrigger_insert_insert_84de9', table='bank_mentorentry_forms', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorform',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_mentorformevent" ("id", "mentorentry_id", "mentoringform_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."id", OLD."mentorentry_id", OLD."mentoringform_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;', hash='a716eb97e2e1e567e1427ad5ef7ddddf20883982', operation='DELETE', pgid='pgtrigger_delete_delete_a288d', table='bank_mentorentry_forms', when='AFTER')),
        ),
        migrations.RunSQL(SCRUB, "DROP FUNCTION bank_scrub_history(bigint[])"),
    ]
