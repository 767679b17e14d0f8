from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bank", "0003_consents")]
    operations = []
