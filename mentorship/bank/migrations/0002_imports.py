from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bank", "0001_first_rooms")]
    operations = []
