from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bank", "0002_imports")]
    operations = []
