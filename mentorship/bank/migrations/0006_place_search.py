import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bank", "0005_events")]

    operations = [
        migrations.AddIndex(
            model_name="affiliation",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Lower(
                        models.Func(
                            models.F("place"),
                            models.Value("[^[:alnum:]]"),
                            models.Value(""),
                            models.Value("g"),
                            function="regexp_replace",
                        )
                    ),
                    name="gin_trgm_ops",
                ),
                name="affiliation_place_search",
            ),
        ),
    ]
