import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.expressions
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('organizations', '0001_first_rooms'), ('organizations', '0002_invitations'), ('organizations', '0003_lists'), ('organizations', '0004_participation_log'), ('organizations', '0005_deletions_logged')]

    initial = True

    dependencies = [
        ('accounts', '0001_schema'),
        ('accounts', '__first__'),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(
        ),
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField(verbose_name='на дату')),
                ('category', models.CharField(choices=[('pupil', 'обучающиеся'), ('teacher', 'педагогические работники'), ('enterprise', 'предприятия территории')], max_length=16, verbose_name='категория')),
                ('age_from', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='возраст от')),
                ('age_to', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='возраст до')),
                ('experience_to', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='стаж до, лет')),
                ('value', models.PositiveIntegerField(verbose_name='численность')),
                ('source', models.CharField(max_length=200, verbose_name='источник')),
            ],
            options={
                'verbose_name': 'численность',
                'verbose_name_plural': 'численность',
                'ordering': ['-as_of', 'category', 'age_from', 'age_to', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('coordinator', 'региональный координатор'), ('methodist', 'муниципальный методист'), ('director', 'руководитель'), ('curator', 'куратор'), ('council', 'совет наставников'), ('psychologist', 'педагог-психолог'), ('mentor', 'наставник')], max_length=16, verbose_name='роль')),
                ('starts_on', models.DateField(verbose_name='с')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='по')),
                ('institution_types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('school', 'школа'), ('college', 'профессиональная образовательная организация'), ('kindergarten', 'детский сад'), ('supplementary', 'организация дополнительного образования')], max_length=16), blank=True, default=list, size=None, verbose_name='только типы организаций')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='завершено')),
                ('was_to_end_on', models.DateField(blank=True, editable=False, null=True, verbose_name='прежний срок')),
                ('acts_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='organizations.membership', verbose_name='замещает')),
                ('ended_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'участие',
                'verbose_name_plural': 'участия',
                'ordering': ['organization__name', 'role', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('coordinator', 'региональный координатор'), ('methodist', 'муниципальный методист'), ('director', 'руководитель'), ('curator', 'куратор'), ('council', 'совет наставников'), ('psychologist', 'педагог-психолог'), ('mentor', 'наставник')], max_length=16, verbose_name='роль')),
                ('email', models.EmailField(max_length=254, verbose_name='электронная почта')),
                ('full_name', models.CharField(max_length=200, verbose_name='фамилия, имя, отчество')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='роль действует с')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='роль действует по')),
                ('institution_types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('school', 'школа'), ('college', 'профессиональная образовательная организация'), ('kindergarten', 'детский сад'), ('supplementary', 'организация дополнительного образования')], max_length=16), blank=True, default=list, size=None, verbose_name='только типы организаций')),
                ('card', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='карточка')),
                ('link', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='invitation', to='accounts.tokenlink')),
                ('accepted', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitation', to='organizations.membership', verbose_name='принятая роль')),
                ('acts_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership', verbose_name='замещает')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership', verbose_name='пригласил')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership', verbose_name='сменяет')),
            ],
            options={
                'verbose_name': 'приглашение',
                'verbose_name_plural': 'приглашения',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('region', 'регион'), ('municipality', 'муниципалитет'), ('institution', 'организация')], max_length=16, verbose_name='уровень')),
                ('institution_type', models.CharField(blank=True, choices=[('school', 'школа'), ('college', 'профессиональная образовательная организация'), ('kindergarten', 'детский сад'), ('supplementary', 'организация дополнительного образования')], max_length=16, verbose_name='тип')),
                ('code', models.SlugField(unique=True, verbose_name='код')),
                ('name', models.CharField(max_length=400, verbose_name='полное наименование')),
                ('short_name', models.CharField(max_length=150, verbose_name='краткое наименование')),
                ('short_name_genitive', models.CharField(blank=True, max_length=150, verbose_name='краткое наименование в родительном падеже')),
                ('locality', models.CharField(blank=True, max_length=150, verbose_name='населённый пункт')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='адрес')),
                ('contacts', models.CharField(blank=True, max_length=300, verbose_name='телефоны, почта')),
                ('inn', models.CharField(blank=True, max_length=12, verbose_name='ИНН')),
                ('time_zone', models.CharField(default='Europe/Moscow', max_length=40, verbose_name='часовой пояс')),
                ('order_numbering', models.CharField(choices=[('external', 'номер берётся из книги приказов организации'), ('own', 'номер присваивает система')], default='external', max_length=10, verbose_name='нумерация приказов')),
                ('order_number_pattern', models.CharField(default='{n}-ОД', max_length=40, verbose_name='образец номера')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='закрыта')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organizations.organization', verbose_name='входит в')),
            ],
            options={
                'verbose_name': 'организация',
                'verbose_name_plural': 'организации',
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('level', 'region'), ('parent', None)), models.Q(('level__in', ['municipality', 'institution']), ('parent__isnull', False)), _connector='OR'), name='organization_level_fits_parent'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'institution'), models.Q(('institution_type', ''), _negated=True)), models.Q(models.Q(('level', 'institution'), _negated=True), ('institution_type', '')), _connector='OR'), name='organization_type_of_institutions_only')],
            },
        ),
        migrations.CreateModel(
            name='MembershipLimitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('membership', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('coordinator', 'региональный координатор'), ('methodist', 'муниципальный методист'), ('director', 'руководитель'), ('curator', 'куратор'), ('council', 'совет наставников'), ('psychologist', 'педагог-психолог'), ('mentor', 'наставник')], max_length=16, verbose_name='роль')),
                ('starts_on', models.DateField(verbose_name='с')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='по')),
                ('institution_types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('school', 'школа'), ('college', 'профессиональная образовательная организация'), ('kindergarten', 'детский сад'), ('supplementary', 'организация дополнительного образования')], max_length=16), blank=True, default=list, size=None, verbose_name='только типы организаций')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='завершено')),
                ('was_to_end_on', models.DateField(blank=True, editable=False, null=True, verbose_name='прежний срок')),
                ('acts_for', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership', verbose_name='замещает')),
                ('ended_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.membership')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='institutions',
            field=models.ManyToManyField(blank=True, related_name='+', to='organizations.organization', verbose_name='только эти организации'),
        ),
        migrations.AddField(
            model_name='membership',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organizations.organization'),
        ),
        migrations.CreateModel(
            name='ListImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('organizations', 'организации'), ('headcounts', 'численность')], max_length=16, verbose_name='что загружается')),
                ('state', models.CharField(choices=[('previewed', 'ждёт подтверждения'), ('confirmed', 'загружено')], default='previewed', max_length=10, verbose_name='состояние')),
                ('file_name', models.CharField(blank=True, max_length=255, verbose_name='файл')),
                ('file_sha256', models.CharField(max_length=64)),
                ('rows', models.JSONField(default=list)),
                ('counts', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='list_imports', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'загрузка списка',
                'verbose_name_plural': 'загрузки списков',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), ('state', 'confirmed')), models.Q(('confirmed_at', None), ('confirmed_by', None), ('state', 'previewed')), _connector='OR'), name='list_import_confirmed_at_with_confirmed_by')],
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
                ('role', models.CharField(choices=[('coordinator', 'региональный координатор'), ('methodist', 'муниципальный методист'), ('director', 'руководитель'), ('curator', 'куратор'), ('council', 'совет наставников'), ('psychologist', 'педагог-психолог'), ('mentor', 'наставник')], max_length=16, verbose_name='роль')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='роль действует с')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='роль действует по')),
                ('institution_types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('school', 'школа'), ('college', 'профессиональная образовательная организация'), ('kindergarten', 'детский сад'), ('supplementary', 'организация дополнительного образования')], max_length=16), blank=True, default=list, size=None, verbose_name='только типы организаций')),
                ('card', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='карточка')),
                ('link', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.tokenlink')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.invitation')),
                ('accepted', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership', verbose_name='принятая роль')),
                ('acts_for', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership', verbose_name='замещает')),
                ('invited_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership', verbose_name='пригласил')),
                ('replaces', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership', verbose_name='сменяет')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='invitation',
            name='institutions',
            field=models.ManyToManyField(blank=True, related_name='+', to='organizations.organization', verbose_name='только эти организации'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='organizations.organization'),
        ),
        migrations.CreateModel(
            name='HeadcountEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('as_of', models.DateField(verbose_name='на дату')),
                ('category', models.CharField(choices=[('pupil', 'обучающиеся'), ('teacher', 'педагогические работники'), ('enterprise', 'предприятия территории')], max_length=16, verbose_name='категория')),
                ('age_from', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='возраст от')),
                ('age_to', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='возраст до')),
                ('experience_to', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='стаж до, лет')),
                ('value', models.PositiveIntegerField(verbose_name='численность')),
                ('source', models.CharField(max_length=200, verbose_name='источник')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.headcount')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='headcount',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headcounts', to='organizations.organization'),
        ),
        migrations.CreateModel(
            name='OrganizationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('level', models.CharField(choices=[('region', 'регион'), ('municipality', 'муниципалитет'), ('institution', 'организация')], max_length=16, verbose_name='уровень')),
                ('institution_type', models.CharField(blank=True, choices=[('school', 'школа'), ('college', 'профессиональная образовательная организация'), ('kindergarten', 'детский сад'), ('supplementary', 'организация дополнительного образования')], max_length=16, verbose_name='тип')),
                ('code', models.SlugField(db_index=False, verbose_name='код')),
                ('name', models.CharField(max_length=400, verbose_name='полное наименование')),
                ('short_name', models.CharField(max_length=150, verbose_name='краткое наименование')),
                ('short_name_genitive', models.CharField(blank=True, max_length=150, verbose_name='краткое наименование в родительном падеже')),
                ('locality', models.CharField(blank=True, max_length=150, verbose_name='населённый пункт')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='адрес')),
                ('contacts', models.CharField(blank=True, max_length=300, verbose_name='телефоны, почта')),
                ('inn', models.CharField(blank=True, max_length=12, verbose_name='ИНН')),
                ('time_zone', models.CharField(default='Europe/Moscow', max_length=40, verbose_name='часовой пояс')),
                ('order_numbering', models.CharField(choices=[('external', 'номер берётся из книги приказов организации'), ('own', 'номер присваивает система')], default='external', max_length=10, verbose_name='нумерация приказов')),
                ('order_number_pattern', models.CharField(default='{n}-ОД', max_length=40, verbose_name='образец номера')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='закрыта')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization', verbose_name='входит в')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('order', models.CharField(blank=True, max_length=200, verbose_name='приказ')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'участие в году',
                'verbose_name_plural': 'участие в году',
                'ordering': ['-year', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'year'), name='participation_once_a_year')],
            },
        ),
        migrations.CreateModel(
            name='ParticipationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('order', models.CharField(blank=True, max_length=200, verbose_name='приказ')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.participation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RollDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(choices=[('pupil', 'обучающиеся'), ('teacher', 'педагогические работники'), ('enterprise', 'предприятия территории')], max_length=16, verbose_name='категория')),
                ('as_of', models.DateField(verbose_name='на дату')),
                ('declared_at', models.DateTimeField(auto_now_add=True)),
                ('declared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'список полный',
                'verbose_name_plural': 'списки полные',
                'ordering': ['-as_of', 'category', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'category', 'as_of'), name='roll_declared_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='RollDeclarationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('category', models.CharField(choices=[('pupil', 'обучающиеся'), ('teacher', 'педагогические работники'), ('enterprise', 'предприятия территории')], max_length=16, verbose_name='категория')),
                ('as_of', models.DateField(verbose_name='на дату')),
                ('declared_at', models.DateTimeField(auto_now_add=True)),
                ('declared_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.rolldeclaration')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Signatory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=200, verbose_name='фамилия, имя, отчество')),
                ('position', models.CharField(default='Директор', max_length=200, verbose_name='должность')),
                ('starts_on', models.DateField(verbose_name='с')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='по')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatories', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'подписывающее лицо',
                'verbose_name_plural': 'подписывающие лица',
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='signatory_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='SignatoryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('full_name', models.CharField(max_length=200, verbose_name='фамилия, имя, отчество')),
                ('position', models.CharField(default='Директор', max_length=200, verbose_name='должность')),
                ('starts_on', models.DateField(verbose_name='с')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='по')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.signatory')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MembershipLimit',
            fields=[
            ],
            options={
                'verbose_name': 'закреплённая организация',
                'verbose_name_plural': 'закреплённые организации',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('organizations.membership_institutions',),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', django.db.models.expressions.CombinedExpression(models.F('starts_on'), '-', models.Value(datetime.timedelta(days=1)))), _connector='OR'), name='membership_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), ('ends_on__isnull', False)), _connector='OR'), name='membership_ended_at_with_ended_by'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('acts_for', None), ('ends_on__isnull', False), _connector='OR'), name='membership_deputy_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='invitation_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('acts_for', None), ('ends_on__isnull', False), _connector='OR'), name='invitation_deputy_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('acts_for', None), ('replaces', None), _connector='OR'), name='invitation_of_deputy_or_successor'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(fields=('organization', 'as_of', 'category', 'age_from', 'age_to', 'experience_to'), name='headcount_once_a_day', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.CheckConstraint(condition=models.Q(('age_from', None), ('age_to', None), ('age_to__gte', models.F('age_from')), _connector='OR'), name='headcount_ages_in_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organization',
            trigger=pgtrigger.compiler.Trigger(name='parent_is_one_level_up', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NEW.parent_id IS NOT NULL AND (\n                        SELECT level FROM organizations_organization WHERE id = NEW.parent_id\n                    ) IS DISTINCT FROM (\n                        CASE NEW.level WHEN 'municipality' THEN 'region' ELSE 'municipality' END\n                    ) THEN\n                        RAISE EXCEPTION 'parent of % must be one level up', NEW.code\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='863270c4e8e1b31b1bc772b64d1a6b956c34c1e1', operation='INSERT OR UPDATE OF "parent_id", "level"', pgid='pgtrigger_parent_is_one_level_up_1ed44', table='organizations_organization', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organization',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_organizationevent" ("address", "closed_on", "code", "contacts", "id", "inn", "institution_type", "level", "locality", "name", "order_number_pattern", "order_numbering", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "short_name_genitive", "time_zone") VALUES (NEW."address", NEW."closed_on", NEW."code", NEW."contacts", NEW."id", NEW."inn", NEW."institution_type", NEW."level", NEW."locality", NEW."name", NEW."order_number_pattern", NEW."order_numbering", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."short_name", NEW."short_name_genitive", NEW."time_zone"); RETURN NULL;', hash='ebd08575265f0d290e46ec6aee11784b1b74f595', operation='INSERT', pgid='pgtrigger_insert_insert_5a753', table='organizations_organization', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organization',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_organizationevent" ("address", "closed_on", "code", "contacts", "id", "inn", "institution_type", "level", "locality", "name", "order_number_pattern", "order_numbering", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "short_name_genitive", "time_zone") VALUES (NEW."address", NEW."closed_on", NEW."code", NEW."contacts", NEW."id", NEW."inn", NEW."institution_type", NEW."level", NEW."locality", NEW."name", NEW."order_number_pattern", NEW."order_numbering", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."short_name", NEW."short_name_genitive", NEW."time_zone"); RETURN NULL;', hash='cbd9922c6c9f4da5865c18cfaba22b1dc30c4364', operation='UPDATE', pgid='pgtrigger_update_update_73a92', table='organizations_organization', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organization',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_organizationevent" ("address", "closed_on", "code", "contacts", "id", "inn", "institution_type", "level", "locality", "name", "order_number_pattern", "order_numbering", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "short_name_genitive", "time_zone") VALUES (OLD."address", OLD."closed_on", OLD."code", OLD."contacts", OLD."id", OLD."inn", OLD."institution_type", OLD."level", OLD."locality", OLD."name", OLD."order_number_pattern", OLD."order_numbering", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."short_name", OLD."short_name_genitive", OLD."time_zone"); RETURN NULL;', hash='1e2925b5d485683cb8415c50d142221bc79607ff', operation='DELETE', pgid='pgtrigger_delete_delete_84ac6', table='organizations_organization', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='role_fits_level', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (SELECT level FROM organizations_organization WHERE id = NEW.organization_id)\n                       <> (CASE NEW.role WHEN 'coordinator' THEN 'region'\n                           WHEN 'methodist' THEN 'municipality' ELSE 'institution' END) THEN\n                        RAISE EXCEPTION 'role % does not fit the level', NEW.role\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='edd91a4ce7d19e1580ba60d58d86e328ff877204', operation='INSERT OR UPDATE OF "role", "organization_id"', pgid='pgtrigger_role_fits_level_f68b7', table='organizations_membership', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_membershipevent" ("acts_for_id", "ended_at", "ended_by_id", "ends_on", "id", "institution_types", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id", "was_to_end_on") VALUES (NEW."acts_for_id", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."institution_types", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."starts_on", NEW."user_id", NEW."was_to_end_on"); RETURN NULL;', hash='0e691ca445ae8be7be489941b79d17325a736b22', operation='INSERT', pgid='pgtrigger_insert_insert_df650', table='organizations_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_membershipevent" ("acts_for_id", "ended_at", "ended_by_id", "ends_on", "id", "institution_types", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id", "was_to_end_on") VALUES (NEW."acts_for_id", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."institution_types", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."starts_on", NEW."user_id", NEW."was_to_end_on"); RETURN NULL;', hash='b759fa2d9e7060cd9f0f974ca411a77138b47b85', operation='UPDATE', pgid='pgtrigger_update_update_6cb9e', table='organizations_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_membershipevent" ("acts_for_id", "ended_at", "ended_by_id", "ends_on", "id", "institution_types", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id", "was_to_end_on") VALUES (OLD."acts_for_id", OLD."ended_at", OLD."ended_by_id", OLD."ends_on", OLD."id", OLD."institution_types", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."starts_on", OLD."user_id", OLD."was_to_end_on"); RETURN NULL;', hash='d7e8ac06365b8bf360dbe384ddcf1499194c61d1', operation='DELETE', pgid='pgtrigger_delete_delete_0b96a', table='organizations_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_invitationevent" ("accepted_id", "acts_for_id", "card", "ends_on", "id", "institution_types", "invited_by_id", "link_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "role", "starts_on") VALUES (NEW."accepted_id", NEW."acts_for_id", NEW."card", NEW."ends_on", NEW."id", NEW."institution_types", NEW."invited_by_id", NEW."link_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."replaces_id", NEW."role", NEW."starts_on"); RETURN NULL;', hash='4798bfc6baa825d29f1da937251b0e63541dd05a', operation='INSERT', pgid='pgtrigger_insert_insert_6632f', table='organizations_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepted_id" IS DISTINCT FROM (NEW."accepted_id") OR OLD."acts_for_id" IS DISTINCT FROM (NEW."acts_for_id") OR OLD."card" IS DISTINCT FROM (NEW."card") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."institution_types" IS DISTINCT FROM (NEW."institution_types") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."link_id" IS DISTINCT FROM (NEW."link_id") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on"))', func='INSERT INTO "organizations_invitationevent" ("accepted_id", "acts_for_id", "card", "ends_on", "id", "institution_types", "invited_by_id", "link_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "role", "starts_on") VALUES (NEW."accepted_id", NEW."acts_for_id", NEW."card", NEW."ends_on", NEW."id", NEW."institution_types", NEW."invited_by_id", NEW."link_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."replaces_id", NEW."role", NEW."starts_on"); RETURN NULL;', hash='fc075462bb7c158e4eaa5078c00bfbf8f7417603', operation='UPDATE', pgid='pgtrigger_update_update_a4010', table='organizations_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_invitationevent" ("accepted_id", "acts_for_id", "card", "ends_on", "id", "institution_types", "invited_by_id", "link_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "role", "starts_on") VALUES (OLD."accepted_id", OLD."acts_for_id", OLD."card", OLD."ends_on", OLD."id", OLD."institution_types", OLD."invited_by_id", OLD."link_id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."replaces_id", OLD."role", OLD."starts_on"); RETURN NULL;', hash='b17dcaf300d66993efa60eb88cc64b1541ae0612', operation='DELETE', pgid='pgtrigger_delete_delete_e94f1', table='organizations_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headcount',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_headcountevent" ("age_from", "age_to", "as_of", "category", "experience_to", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value") VALUES (NEW."age_from", NEW."age_to", NEW."as_of", NEW."category", NEW."experience_to", NEW."id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."value"); RETURN NULL;', hash='7f6dd20c0040e83e8a1db1ee9f9ad46572250bd1', operation='INSERT', pgid='pgtrigger_insert_insert_3926c', table='organizations_headcount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headcount',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_headcountevent" ("age_from", "age_to", "as_of", "category", "experience_to", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value") VALUES (NEW."age_from", NEW."age_to", NEW."as_of", NEW."category", NEW."experience_to", NEW."id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."value"); RETURN NULL;', hash='242e6081863ea07bd6409a2964351c438a19a62a', operation='UPDATE', pgid='pgtrigger_update_update_a6af3', table='organizations_headcount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headcount',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_headcountevent" ("age_from", "age_to", "as_of", "category", "experience_to", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value") VALUES (OLD."age_from", OLD."age_to", OLD."as_of", OLD."category", OLD."experience_to", OLD."id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."value"); RETURN NULL;', hash='4f9c983523d22cf979842016c8f83eaa8dc1feb5', operation='DELETE', pgid='pgtrigger_delete_delete_82b3a', table='organizations_headcount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_participationevent" ("id", "institution_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."id", NEW."institution_id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."year"); RETURN NULL;', hash='7411e4c190340a178fd15a72a6e1a86ff9ee9f15', operation='INSERT', pgid='pgtrigger_insert_insert_5a06f', table='organizations_participation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_participationevent" ("id", "institution_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."id", NEW."institution_id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."year"); RETURN NULL;', hash='b521acdf39da0b4eaccda5f7fa9626556f57308c', operation='UPDATE', pgid='pgtrigger_update_update_ca1d6', table='organizations_participation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_participationevent" ("id", "institution_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (OLD."id", OLD."institution_id", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."year"); RETURN NULL;', hash='9a6bf6f2a4b61f26431fa7632fefddc0a083c84e', operation='DELETE', pgid='pgtrigger_delete_delete_5b1b0', table='organizations_participation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolldeclaration',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_rolldeclarationevent" ("as_of", "category", "declared_at", "declared_by_id", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."as_of", NEW."category", NEW."declared_at", NEW."declared_by_id", NEW."id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='82be2a5fb688c4856637852222d5575ac7ccd05c', operation='INSERT', pgid='pgtrigger_insert_insert_f4c76', table='organizations_rolldeclaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolldeclaration',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_rolldeclarationevent" ("as_of", "category", "declared_at", "declared_by_id", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."as_of", NEW."category", NEW."declared_at", NEW."declared_by_id", NEW."id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='d4e8e1c080ae27685503e06cd078e40b22a24b71', operation='UPDATE', pgid='pgtrigger_update_update_726be', table='organizations_rolldeclaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolldeclaration',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_rolldeclarationevent" ("as_of", "category", "declared_at", "declared_by_id", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."as_of", OLD."category", OLD."declared_at", OLD."declared_by_id", OLD."id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='11035957140aaf1aa8b2431038b083cfcccddf30', operation='DELETE', pgid='pgtrigger_delete_delete_3d962', table='organizations_rolldeclaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signatory',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_signatoryevent" ("ends_on", "full_name", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_on") VALUES (NEW."ends_on", NEW."full_name", NEW."id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."starts_on"); RETURN NULL;', hash='369320956f547636c1c10544889e1ca01aeee89e', operation='INSERT', pgid='pgtrigger_insert_insert_a2f37', table='organizations_signatory', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signatory',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_signatoryevent" ("ends_on", "full_name", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_on") VALUES (NEW."ends_on", NEW."full_name", NEW."id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."starts_on"); RETURN NULL;', hash='a70b4231fd8a0cc27a47f1d0c301028931b04c5f', operation='UPDATE', pgid='pgtrigger_update_update_eb57e', table='organizations_signatory', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signatory',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_signatoryevent" ("ends_on", "full_name", "id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_on") VALUES (OLD."ends_on", OLD."full_name", OLD."id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."starts_on"); RETURN NULL;', hash='8a657977fd396d2fc321b28cc65a6fc3afabf287', operation='DELETE', pgid='pgtrigger_delete_delete_b7274', table='organizations_signatory', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membershiplimit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_membershiplimitevent" ("id", "membership_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."id", NEW."membership_id", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;', hash='b3bf3aa229d9baf7045ee9386b7238e5972968bc', operation='INSERT', pgid='pgtrigger_insert_insert_c2955', table='organizations_membership_institutions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membershiplimit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_membershiplimitevent" ("id", "membership_id", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."id", OLD."membership_id", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;', hash='6e214b67efea3dc520e86632da4e95828fa3735b', operation='DELETE', pgid='pgtrigger_delete_delete_3db5e', table='organizations_membership_institutions', when='AFTER')),
        ),
    ]
