from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bank", "0004_selection")]
    operations = []
