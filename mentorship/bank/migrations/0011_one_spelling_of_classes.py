"""Classes written before in one way: «5а» and «5 "А"» become «5 «А»»."""

from django.db import migrations

from mentorship.bank.classes import canonical_place


def rewrite(apps, schema_editor):
    """A class written rightly is not touched, so the change log tells of the rest only."""
    standings = apps.get_model("bank", "Affiliation").objects.order_by()
    for place in standings.values_list("place", flat=True).distinct():
        if (canonical := canonical_place(place)) != place:
            standings.filter(place=place).update(place=canonical)


class Migration(migrations.Migration):
    dependencies = [("bank", "0010_forms_logged")]

    # What was typed before says nothing more, and the change log has it.
    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
