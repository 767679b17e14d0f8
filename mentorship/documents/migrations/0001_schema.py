import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('documents', '0001_first_rooms'), ('documents', '0002_deletions_logged'), ('documents', '0003_layout'), ('documents', '0004_templates'), ('documents', '0005_life'), ('documents', '0006_batches'), ('documents', '0007_letters'), ('documents', '0008_template_members'), ('documents', '0009_numbering_starts'), ('documents', '0010_series_begin')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('organizations', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='вид')),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('rows', models.JSONField(default=list)),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='дата регистрации')),
                ('pdf', models.FileField(blank=True, upload_to='batches/%Y/%m/', verbose_name='файл PDF')),
                ('archive', models.FileField(blank=True, upload_to='batches/%Y/%m/', verbose_name='архив Word')),
                ('made_on', models.DateField(blank=True, null=True, verbose_name='собрано')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'пакет документов',
                'verbose_name_plural': 'пакеты документов',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='BatchEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=40, verbose_name='вид')),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('rows', models.JSONField(default=list)),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='дата регистрации')),
                ('pdf', models.FileField(blank=True, upload_to='batches/%Y/%m/', verbose_name='файл PDF')),
                ('archive', models.FileField(blank=True, upload_to='batches/%Y/%m/', verbose_name='архив Word')),
                ('made_on', models.DateField(blank=True, null=True, verbose_name='собрано')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.batch')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='отправлено')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='ознакомиться до')),
                ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='уведомление отправлено')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='прочитано')),
                ('acknowledged_on', models.DateField(blank=True, null=True, verbose_name='ознакомились')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='входящий номер, примечание')),
                ('acknowledged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='received', to='organizations.organization')),
                ('read_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
            ],
            options={
                'verbose_name': 'отправление',
                'verbose_name_plural': 'отправления',
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='вид')),
                ('title', models.CharField(max_length=300, verbose_name='заголовок')),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('state', models.CharField(choices=[('draft', 'черновик'), ('registered', 'зарегистрирован'), ('cancelled', 'отменён')], default='draft', max_length=12, verbose_name='состояние')),
                ('fields', models.JSONField(blank=True, default=dict, verbose_name='заполнено')),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='номер')),
                ('number_key', models.CharField(blank=True, editable=False, max_length=40)),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='дата')),
                ('context', models.JSONField(blank=True, default=dict)),
                ('template_version', models.CharField(blank=True, max_length=64)),
                ('registered_at', models.DateTimeField(blank=True, null=True, verbose_name='зарегистрирован')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='отменён')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='причина отмены')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='organizations.organization')),
                ('registered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
            ],
            options={
                'verbose_name': 'документ',
                'verbose_name_plural': 'документы',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('dated_on', None), ('number', ''), ('registered_at', None), ('registered_by', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), models.Q(('number', ''), _negated=True), models.Q(('number_key', ''), _negated=True), ('dated_on__isnull', False), ('registered_at__isnull', False), ('registered_by__isnull', False)), _connector='OR'), name='document_registered_has_number_date_and_person'), models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason', ''), ('cancelled_at', None), ('cancelled_by', None), models.Q(('state', 'cancelled'), _negated=True)), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False), ('state', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), _connector='OR'), name='document_cancelled_has_reason_and_person')],
            },
        ),
        migrations.CreateModel(
            name='DispatchEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='отправлено')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='ознакомиться до')),
                ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='уведомление отправлено')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='прочитано')),
                ('acknowledged_on', models.DateField(blank=True, null=True, verbose_name='ознакомились')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='входящий номер, примечание')),
                ('acknowledged_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.dispatch')),
                ('read_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('sent_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='dispatch',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to='documents.document'),
        ),
        migrations.CreateModel(
            name='CheckCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=24, unique=True, verbose_name='код проверки')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='check_code', to='documents.document')),
            ],
            options={
                'verbose_name': 'код проверки',
                'verbose_name_plural': 'коды проверки',
            },
        ),
        migrations.CreateModel(
            name='BatchItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('left_out', models.CharField(blank=True, max_length=500, verbose_name='почему нет')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='documents.batch')),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document')),
            ],
            options={
                'verbose_name': 'документ пакета',
                'verbose_name_plural': 'документы пакета',
                'constraints': [models.UniqueConstraint(fields=('batch', 'key'), name='batchitem_one_of_a_row')],
            },
        ),
        migrations.CreateModel(
            name='Acquaintance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=200, verbose_name='фамилия, имя, отчество')),
                ('position', models.CharField(blank=True, max_length=200, verbose_name='должность')),
                ('acquainted_on', models.DateField(blank=True, null=True, verbose_name='дата ознакомления')),
                ('noted_at', models.DateTimeField(blank=True, null=True, verbose_name='отмечено')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acquaintances', to='documents.document')),
            ],
            options={
                'verbose_name': 'ознакомление',
                'verbose_name_plural': 'лист ознакомления',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('document', 'full_name'), name='acquaintance_named_once'), models.CheckConstraint(condition=models.Q(models.Q(('acquainted_on', None), ('noted_at', None), ('noted_by', None)), models.Q(('acquainted_on__isnull', False), ('noted_at__isnull', False), ('noted_by__isnull', False)), _connector='OR'), name='acquaintance_dated_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='DocumentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=40, verbose_name='вид')),
                ('title', models.CharField(max_length=300, verbose_name='заголовок')),
                ('school_year', models.PositiveSmallIntegerField(verbose_name='учебный год')),
                ('state', models.CharField(choices=[('draft', 'черновик'), ('registered', 'зарегистрирован'), ('cancelled', 'отменён')], default='draft', max_length=12, verbose_name='состояние')),
                ('fields', models.JSONField(blank=True, default=dict, verbose_name='заполнено')),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='номер')),
                ('number_key', models.CharField(blank=True, editable=False, max_length=40)),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='дата')),
                ('context', models.JSONField(blank=True, default=dict)),
                ('template_version', models.CharField(blank=True, max_length=64)),
                ('registered_at', models.DateTimeField(blank=True, null=True, verbose_name='зарегистрирован')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='отменён')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='причина отмены')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('cancelled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.document')),
                ('registered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DocumentLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('amends', 'вносит изменения'), ('cancels', 'отменяет'), ('supersedes', 'признаёт утратившим силу')], max_length=12, verbose_name='связь')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='documents.document')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='documents.document')),
            ],
            options={
                'verbose_name': 'связь документов',
                'verbose_name_plural': 'связи документов',
                'constraints': [models.UniqueConstraint(fields=('document', 'target'), name='documentlink_once'), models.CheckConstraint(condition=models.Q(('document', models.F('target')), _negated=True), name='documentlink_not_to_itself')],
            },
        ),
        migrations.CreateModel(
            name='DraftSave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('editor', models.CharField(blank=True, max_length=32)),
                ('saved_at', models.DateTimeField(verbose_name='сохранён')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='last_save', to='documents.document')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
            ],
            options={
                'verbose_name': 'сохранение черновика',
                'verbose_name_plural': 'сохранения черновиков',
            },
        ),
        migrations.CreateModel(
            name='DraftStart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=32, unique=True)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='start', to='documents.document')),
            ],
            options={
                'verbose_name': 'начало черновика',
                'verbose_name_plural': 'начала черновиков',
            },
        ),
        migrations.CreateModel(
            name='Layout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('left', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(50)], verbose_name='левое поле, мм')),
                ('top', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(50)], verbose_name='верхнее поле, мм')),
                ('right', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(50)], verbose_name='правое поле, мм')),
                ('bottom', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(50)], verbose_name='нижнее поле, мм')),
                ('font_size', models.PositiveSmallIntegerField(choices=[(12, '12 пунктов'), (13, '13 пунктов'), (14, '14 пунктов')], default=14, verbose_name='размер шрифта')),
                ('spacing', models.PositiveSmallIntegerField(choices=[(100, 'одинарный'), (115, '1,15'), (150, 'полуторный')], default=115, verbose_name='межстрочный интервал')),
                ('shows_qr', models.BooleanField(default=True, help_text='В правом нижнем углу первой страницы зарегистрированного документа (ГОСТ Р 7.0.97-2025). По коду любой увидит вид, номер, дату и состояние, без имён.', verbose_name='код проверки (QR)')),
                ('above_name', models.TextField(blank=True, help_text='Учредитель, вышестоящий орган: каждая строка – строка бланка.', max_length=600, verbose_name='над наименованием')),
                ('below_name', models.TextField(blank=True, help_text='Краткое наименование, ОГРН, ОКПО. Если пусто – адрес, телефоны и почта.', max_length=600, verbose_name='под наименованием')),
                ('organization', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='layout', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'оформление документов',
                'verbose_name_plural': 'оформление документов',
            },
        ),
        migrations.CreateModel(
            name='LayoutEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('left', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(50)], verbose_name='левое поле, мм')),
                ('top', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(50)], verbose_name='верхнее поле, мм')),
                ('right', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(50)], verbose_name='правое поле, мм')),
                ('bottom', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(50)], verbose_name='нижнее поле, мм')),
                ('font_size', models.PositiveSmallIntegerField(choices=[(12, '12 пунктов'), (13, '13 пунктов'), (14, '14 пунктов')], default=14, verbose_name='размер шрифта')),
                ('spacing', models.PositiveSmallIntegerField(choices=[(100, 'одинарный'), (115, '1,15'), (150, 'полуторный')], default=115, verbose_name='межстрочный интервал')),
                ('shows_qr', models.BooleanField(default=True, help_text='В правом нижнем углу первой страницы зарегистрированного документа (ГОСТ Р 7.0.97-2025). По коду любой увидит вид, номер, дату и состояние, без имён.', verbose_name='код проверки (QR)')),
                ('above_name', models.TextField(blank=True, help_text='Учредитель, вышестоящий орган: каждая строка – строка бланка.', max_length=600, verbose_name='над наименованием')),
                ('below_name', models.TextField(blank=True, help_text='Краткое наименование, ОГРН, ОКПО. Если пусто – адрес, телефоны и почта.', max_length=600, verbose_name='под наименованием')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.layout')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NameForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nominative', models.CharField(max_length=300, verbose_name='именительный')),
                ('case', models.CharField(max_length=16, verbose_name='падеж')),
                ('text', models.CharField(max_length=300, verbose_name='форма')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'исправленная форма',
                'verbose_name_plural': 'исправленные формы',
                'constraints': [models.UniqueConstraint(fields=('organization', 'nominative', 'case'), name='nameform_one_per_case')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('begins_after', models.PositiveIntegerField(db_default=0, default=0)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'ряд номеров',
                'verbose_name_plural': 'ряды номеров',
                'constraints': [models.UniqueConstraint(fields=('organization', 'kind', 'year'), name='numberseries_one_counter')],
            },
        ),
        migrations.CreateModel(
            name='SeriesNumbering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=40, verbose_name='ряд')),
                ('numbering', models.CharField(choices=[('external', 'номер берётся из книги приказов организации'), ('own', 'номер присваивает система')], max_length=10, verbose_name='номера')),
                ('pattern', models.CharField(max_length=40, verbose_name='образец номера')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'нумерация ряда',
                'verbose_name_plural': 'нумерация рядов',
                'constraints': [models.UniqueConstraint(fields=('organization', 'series'), name='seriesnumbering_one_of_a_series')],
            },
        ),
        migrations.CreateModel(
            name='SeriesNumberingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('series', models.CharField(max_length=40, verbose_name='ряд')),
                ('numbering', models.CharField(choices=[('external', 'номер берётся из книги приказов организации'), ('own', 'номер присваивает система')], max_length=10, verbose_name='номера')),
                ('pattern', models.CharField(max_length=40, verbose_name='образец номера')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.seriesnumbering')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word'), ('scan', 'скан подписанного'), ('signed', 'подписанный файл'), ('sig', 'файл подписи')], max_length=8, verbose_name='файл')),
                ('file', models.FileField(upload_to='documents/%Y/%m/')),
                ('sha256', models.CharField(max_length=64)),
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='documents.document')),
            ],
            options={
                'verbose_name': 'файл документа',
                'verbose_name_plural': 'файлы документов',
                'constraints': [models.UniqueConstraint(condition=models.Q(('role__in', ['pdf', 'docx'])), fields=('document', 'role'), name='storedfile_one_pdf_and_docx')],
            },
        ),
        migrations.CreateModel(
            name='TakenNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('series', models.CharField(max_length=40)),
                ('number_key', models.CharField(max_length=40)),
                ('ordinal', models.PositiveIntegerField(blank=True, null=True)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='taken_number', to='documents.document')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'занятый номер',
                'verbose_name_plural': 'занятые номера',
                'constraints': [models.UniqueConstraint(fields=('organization', 'year', 'series', 'number_key'), name='takennumber_unique_in_year')],
            },
        ),
        migrations.CreateModel(
            name='UploadedTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='вид документа')),
                ('version', models.PositiveSmallIntegerField(verbose_name='версия')),
                ('file', models.FileField(upload_to='templates/%Y/', verbose_name='файл')),
                ('sha256', models.CharField(max_length=64)),
                ('fields', models.JSONField(default=list, verbose_name='поля')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='загружен')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='принят')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='снят')),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('retired_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
            ],
            options={
                'verbose_name': 'шаблон документа',
                'verbose_name_plural': 'шаблоны документов',
                'ordering': ['kind', '-version', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'kind', 'version'), name='uploadedtemplate_one_version'), models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', False), ('retired_at', None)), fields=('organization', 'kind'), name='uploadedtemplate_one_in_use')],
            },
        ),
        migrations.CreateModel(
            name='UploadedTemplateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=40, verbose_name='вид документа')),
                ('version', models.PositiveSmallIntegerField(verbose_name='версия')),
                ('file', models.FileField(upload_to='templates/%Y/', verbose_name='файл')),
                ('sha256', models.CharField(max_length=64)),
                ('fields', models.JSONField(default=list, verbose_name='поля')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='загружен')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='принят')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='снят')),
                ('accepted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.organization')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.uploadedtemplate')),
                ('retired_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
                ('uploaded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.membership')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='dispatch',
            constraint=models.UniqueConstraint(fields=('document', 'organization'), name='dispatch_sent_once'),
        ),
        migrations.AddConstraint(
            model_name='dispatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('read_at', None), ('read_by', None)), models.Q(('read_at__isnull', False), ('read_by__isnull', False)), _connector='OR'), name='dispatch_read_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='dispatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_by', None), ('acknowledged_on', None)), models.Q(('acknowledged_by__isnull', False), ('acknowledged_on__isnull', False), ('read_at__isnull', False)), _connector='OR'), name='dispatch_acknowledged_by_somebody_who_read'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_batchevent" ("archive", "created_at", "created_by_id", "dated_on", "id", "kind", "made_on", "organization_id", "pdf", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rows", "school_year") VALUES (NEW."archive", NEW."created_at", NEW."created_by_id", NEW."dated_on", NEW."id", NEW."kind", NEW."made_on", NEW."organization_id", NEW."pdf", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rows", NEW."school_year"); RETURN NULL;', hash='9a2e7631a686d9ef64714ea76f765aa105575a68', operation='INSERT', pgid='pgtrigger_insert_insert_d3bd4', table='documents_batch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_batchevent" ("archive", "created_at", "created_by_id", "dated_on", "id", "kind", "made_on", "organization_id", "pdf", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rows", "school_year") VALUES (NEW."archive", NEW."created_at", NEW."created_by_id", NEW."dated_on", NEW."id", NEW."kind", NEW."made_on", NEW."organization_id", NEW."pdf", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rows", NEW."school_year"); RETURN NULL;', hash='facdd9e4f4138d55e6f6ef2369d3a7d3b793c5a1', operation='UPDATE', pgid='pgtrigger_update_update_b0c49', table='documents_batch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batch',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_batchevent" ("archive", "created_at", "created_by_id", "dated_on", "id", "kind", "made_on", "organization_id", "pdf", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rows", "school_year") VALUES (OLD."archive", OLD."created_at", OLD."created_by_id", OLD."dated_on", OLD."id", OLD."kind", OLD."made_on", OLD."organization_id", OLD."pdf", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rows", OLD."school_year"); RETURN NULL;', hash='f831bb7c58f98ea96b01fe38879951751c9cbe30', operation='DELETE', pgid='pgtrigger_delete_delete_e7e3a', table='documents_batch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='registered_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'registered\', \'cancelled\'))', func="\n                    IF TG_OP = 'UPDATE' AND OLD.state = 'registered' AND NEW.state = 'cancelled'\n                       AND to_jsonb(OLD)\n                           - '{state,cancelled_at,cancelled_by_id,cancel_reason}'::text[]\n                         = to_jsonb(NEW)\n                           - '{state,cancelled_at,cancelled_by_id,cancel_reason}'::text[]\n                    THEN\n                        RETURN NEW;\n                    END IF;\n                    RAISE EXCEPTION 'document % is registered', OLD.id\n                        USING ERRCODE = 'check_violation';\n                ", hash='95a60ccd13d69b2dd1099859cf0decedc3028180', operation='UPDATE OR DELETE', pgid='pgtrigger_registered_never_changes_fcf10', table='documents_document', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentevent" ("cancel_reason", "cancelled_at", "cancelled_by_id", "context", "created_at", "created_by_id", "dated_on", "fields", "id", "kind", "number", "number_key", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at", "registered_by_id", "school_year", "state", "template_version", "title") VALUES (NEW."cancel_reason", NEW."cancelled_at", NEW."cancelled_by_id", NEW."context", NEW."created_at", NEW."created_by_id", NEW."dated_on", NEW."fields", NEW."id", NEW."kind", NEW."number", NEW."number_key", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."registered_at", NEW."registered_by_id", NEW."school_year", NEW."state", NEW."template_version", NEW."title"); RETURN NULL;', hash='cdd45bc2d95b3be96ad1c0b33232886c09038d48', operation='INSERT', pgid='pgtrigger_insert_insert_be524', table='documents_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_documentevent" ("cancel_reason", "cancelled_at", "cancelled_by_id", "context", "created_at", "created_by_id", "dated_on", "fields", "id", "kind", "number", "number_key", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at", "registered_by_id", "school_year", "state", "template_version", "title") VALUES (NEW."cancel_reason", NEW."cancelled_at", NEW."cancelled_by_id", NEW."context", NEW."created_at", NEW."created_by_id", NEW."dated_on", NEW."fields", NEW."id", NEW."kind", NEW."number", NEW."number_key", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."registered_at", NEW."registered_by_id", NEW."school_year", NEW."state", NEW."template_version", NEW."title"); RETURN NULL;', hash='eff35836dcbda6ecd02284023b55b1cceb544cfb', operation='UPDATE', pgid='pgtrigger_update_update_a3ed6', table='documents_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentevent" ("cancel_reason", "cancelled_at", "cancelled_by_id", "context", "created_at", "created_by_id", "dated_on", "fields", "id", "kind", "number", "number_key", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at", "registered_by_id", "school_year", "state", "template_version", "title") VALUES (OLD."cancel_reason", OLD."cancelled_at", OLD."cancelled_by_id", OLD."context", OLD."created_at", OLD."created_by_id", OLD."dated_on", OLD."fields", OLD."id", OLD."kind", OLD."number", OLD."number_key", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."registered_at", OLD."registered_by_id", OLD."school_year", OLD."state", OLD."template_version", OLD."title"); RETURN NULL;', hash='2479378976aefafd15c47848fd8fd54d1e8ef2bb', operation='DELETE', pgid='pgtrigger_delete_delete_0c008', table='documents_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatch',
            trigger=pgtrigger.compiler.Trigger(name='read_never_taken_back', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."read_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b69de808c3aacc57bd87af08049b9ff584f0b375', operation='DELETE', pgid='pgtrigger_read_never_taken_back_d648c', table='documents_dispatch', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatch',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_sent', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "document_id", "organization_id", "sent_at", "sent_by_id" rows from % table\', TG_TABLE_NAME;', hash='a1ecdda4cbec517c75640376ba4c69241338e14f', operation='UPDATE OF "document_id", "organization_id", "sent_at", "sent_by_id"', pgid='pgtrigger_stays_as_sent_ffe68', table='documents_dispatch', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatch',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_read', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."read_at" IS NOT NULL)', func='RAISE EXCEPTION \'pgtrigger: Cannot update of "read_at", "read_by_id" rows from % table\', TG_TABLE_NAME;', hash='c9510c53f738202e9d4ba0193b78e883645f2346', operation='UPDATE OF "read_at", "read_by_id"', pgid='pgtrigger_stays_as_read_a2002', table='documents_dispatch', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatch',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_acknowledged', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."acknowledged_on" IS NOT NULL)', func='RAISE EXCEPTION \'pgtrigger: Cannot update of "acknowledged_on", "acknowledged_by_id", "note" rows from % table\', TG_TABLE_NAME;', hash='92b96becb59ff721975d6669c46fd0cccc37fd57', operation='UPDATE OF "acknowledged_on", "acknowledged_by_id", "note"', pgid='pgtrigger_stays_as_acknowledged_e2197', table='documents_dispatch', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatch',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_dispatchevent" ("acknowledged_by_id", "acknowledged_on", "document_id", "due_on", "id", "mailed_at", "note", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by_id", "sent_at", "sent_by_id") VALUES (NEW."acknowledged_by_id", NEW."acknowledged_on", NEW."document_id", NEW."due_on", NEW."id", NEW."mailed_at", NEW."note", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."read_at", NEW."read_by_id", NEW."sent_at", NEW."sent_by_id"); RETURN NULL;', hash='3cc780b219b8076d8ba971fbd91a4ebf3a079d03', operation='INSERT', pgid='pgtrigger_insert_insert_edbee', table='documents_dispatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatch',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_dispatchevent" ("acknowledged_by_id", "acknowledged_on", "document_id", "due_on", "id", "mailed_at", "note", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by_id", "sent_at", "sent_by_id") VALUES (NEW."acknowledged_by_id", NEW."acknowledged_on", NEW."document_id", NEW."due_on", NEW."id", NEW."mailed_at", NEW."note", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."read_at", NEW."read_by_id", NEW."sent_at", NEW."sent_by_id"); RETURN NULL;', hash='f31a085f58493d9eefb5e49c5253ea5ac16e0422', operation='UPDATE', pgid='pgtrigger_update_update_36f86', table='documents_dispatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatch',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_dispatchevent" ("acknowledged_by_id", "acknowledged_on", "document_id", "due_on", "id", "mailed_at", "note", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by_id", "sent_at", "sent_by_id") VALUES (OLD."acknowledged_by_id", OLD."acknowledged_on", OLD."document_id", OLD."due_on", OLD."id", OLD."mailed_at", OLD."note", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."read_at", OLD."read_by_id", OLD."sent_at", OLD."sent_by_id"); RETURN NULL;', hash='7735f82a7ea8c973e1170d8dc513c48f28232bc5', operation='DELETE', pgid='pgtrigger_delete_delete_e3f4e', table='documents_dispatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='checkcode',
            trigger=pgtrigger.compiler.Trigger(name='kept_as_printed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fdc4d535b38106a7c642ddda81925d90baa95cd3', operation='UPDATE OR DELETE', pgid='pgtrigger_kept_as_printed_e265e', table='documents_checkcode', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentlink',
            trigger=pgtrigger.compiler.Trigger(name='kept_as_linked', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='897987f72a6190ef7998b32435a73e91c1ada58c', operation='UPDATE OR DELETE', pgid='pgtrigger_kept_as_linked_bd623', table='documents_documentlink', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='layout',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_layoutevent" ("above_name", "below_name", "bottom", "font_size", "id", "left", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "right", "shows_qr", "spacing", "top") VALUES (NEW."above_name", NEW."below_name", NEW."bottom", NEW."font_size", NEW."id", NEW."left", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."right", NEW."shows_qr", NEW."spacing", NEW."top"); RETURN NULL;', hash='aff1e8fc3747ef339fb23956be109e7a48cdbb46', operation='INSERT', pgid='pgtrigger_insert_insert_10a16', table='documents_layout', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='layout',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_layoutevent" ("above_name", "below_name", "bottom", "font_size", "id", "left", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "right", "shows_qr", "spacing", "top") VALUES (NEW."above_name", NEW."below_name", NEW."bottom", NEW."font_size", NEW."id", NEW."left", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."right", NEW."shows_qr", NEW."spacing", NEW."top"); RETURN NULL;', hash='d76b9172275bb39130858ff4e1a33324afe4bc38', operation='UPDATE', pgid='pgtrigger_update_update_00060', table='documents_layout', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='layout',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_layoutevent" ("above_name", "below_name", "bottom", "font_size", "id", "left", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "right", "shows_qr", "spacing", "top") VALUES (OLD."above_name", OLD."below_name", OLD."bottom", OLD."font_size", OLD."id", OLD."left", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."right", OLD."shows_qr", OLD."spacing", OLD."top"); RETURN NULL;', hash='52f5afdbf216ea376d29c40b70d6c89308f824a5', operation='DELETE', pgid='pgtrigger_delete_delete_96a83', table='documents_layout', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seriesnumbering',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_seriesnumberingevent" ("id", "numbering", "organization_id", "pattern", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series") VALUES (NEW."id", NEW."numbering", NEW."organization_id", NEW."pattern", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."series"); RETURN NULL;', hash='96094c7b9a1450c34ec8d66ae7e40f77adb01980', operation='INSERT', pgid='pgtrigger_insert_insert_431ff', table='documents_seriesnumbering', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seriesnumbering',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_seriesnumberingevent" ("id", "numbering", "organization_id", "pattern", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series") VALUES (NEW."id", NEW."numbering", NEW."organization_id", NEW."pattern", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."series"); RETURN NULL;', hash='48a3de823425f54853dbcfe2e6d339defd215f71', operation='UPDATE', pgid='pgtrigger_update_update_42f06', table='documents_seriesnumbering', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seriesnumbering',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_seriesnumberingevent" ("id", "numbering", "organization_id", "pattern", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series") VALUES (OLD."id", OLD."numbering", OLD."organization_id", OLD."pattern", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."series"); RETURN NULL;', hash='de6d803643261871a7bede9e218c28694c3f383c', operation='DELETE', pgid='pgtrigger_delete_delete_1ed7a', table='documents_seriesnumbering', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='storedfile',
            trigger=pgtrigger.compiler.Trigger(name='kept_as_stored', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a707482345711ab85c5fb60f7f86f07f5174a35b', operation='UPDATE OR DELETE', pgid='pgtrigger_kept_as_stored_6705d', table='documents_storedfile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='uploadedtemplate',
            trigger=pgtrigger.compiler.Trigger(name='accepted_file_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "file", "sha256", "fields", "kind", "version" rows from % table\', TG_TABLE_NAME;', hash='8aff46d91847ab5fe2e98030e2a55a6743cecf1e', operation='UPDATE OF "file", "sha256", "fields", "kind", "version"', pgid='pgtrigger_accepted_file_stays_48a69', table='documents_uploadedtemplate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='uploadedtemplate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_uploadedtemplateevent" ("accepted_at", "accepted_by_id", "fields", "file", "id", "kind", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_at", "retired_by_id", "sha256", "uploaded_at", "uploaded_by_id", "version") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."fields", NEW."file", NEW."id", NEW."kind", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."retired_at", NEW."retired_by_id", NEW."sha256", NEW."uploaded_at", NEW."uploaded_by_id", NEW."version"); RETURN NULL;', hash='e81b7bc24eb91cda6200d0d524252daa35bcb994', operation='INSERT', pgid='pgtrigger_insert_insert_ca796', table='documents_uploadedtemplate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='uploadedtemplate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_uploadedtemplateevent" ("accepted_at", "accepted_by_id", "fields", "file", "id", "kind", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_at", "retired_by_id", "sha256", "uploaded_at", "uploaded_by_id", "version") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."fields", NEW."file", NEW."id", NEW."kind", NEW."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."retired_at", NEW."retired_by_id", NEW."sha256", NEW."uploaded_at", NEW."uploaded_by_id", NEW."version"); RETURN NULL;', hash='b1e691671b9df4432297b9fb5df5e75450ad89bc', operation='UPDATE', pgid='pgtrigger_update_update_2b3a3', table='documents_uploadedtemplate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='uploadedtemplate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_uploadedtemplateevent" ("accepted_at", "accepted_by_id", "fields", "file", "id", "kind", "organization_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_at", "retired_by_id", "sha256", "uploaded_at", "uploaded_by_id", "version") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."fields", OLD."file", OLD."id", OLD."kind", OLD."organization_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."retired_at", OLD."retired_by_id", OLD."sha256", OLD."uploaded_at", OLD."uploaded_by_id", OLD."version"); RETURN NULL;', hash='8565f6826da1e74cf23a4321daac6100a725cd6b', operation='DELETE', pgid='pgtrigger_delete_delete_8a3f4', table='documents_uploadedtemplate', when='AFTER')),
        ),
    ]
