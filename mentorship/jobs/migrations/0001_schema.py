import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('jobs', '0001_first_rooms'), ('jobs', '0002_of_nobody')]

    initial = True

    dependencies = [
        ('organizations', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='вид')),
                ('title', models.CharField(max_length=200, verbose_name='название')),
                ('params', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('queued', 'в очереди'), ('running', 'выполняется'), ('done', 'готово'), ('failed', 'не выполнено'), ('cancelled', 'отменено')], default='queued', max_length=10, verbose_name='состояние')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='обработано')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='всего')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='ход')),
                ('is_writing', models.BooleanField(default=False, verbose_name='отменить уже нельзя')),
                ('result', models.JSONField(default=dict)),
                ('result_url', models.CharField(blank=True, max_length=300)),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='причина')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='organizations.organization')),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='organizations.membership')),
            ],
            options={
                'verbose_name': 'задание',
                'verbose_name_plural': 'задания',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(models.F('created_at'), condition=models.Q(('state__in', ['queued', 'running'])), name='job_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organization', None), ('requested_by', None)), models.Q(('organization__isnull', False), ('requested_by__isnull', False)), _connector='OR'), name='job_of_somebody_or_nobody')],
            },
        ),
    ]
