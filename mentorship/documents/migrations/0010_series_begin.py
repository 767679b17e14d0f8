from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_numbering_starts")]

    operations = [
        migrations.AddField(
            model_name="numberseries",
            name="begins_after",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
