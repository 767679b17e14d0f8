"""An upload left in the middle of the wizard: an error, a question about a double, new people."""

from datetime import date

from mentorship.bank.banks import Bank
from mentorship.bank.importing import opening, services
from mentorship.bank.models import MenteeEntry
from mentorship.demo.steps import School

HEADINGS = "№ п/п\tФИО ребёнка\tГод рождения\tКласс\tЗапрос\tГруппа здоровья"


def unfinished_import(school: School, today: date) -> None:
    """A list pasted from Word, read and checked; the curator has still to answer and to load it."""
    known = MenteeEntry.objects.filter(institution=school.member.organization)
    person = known.select_related("person").order_by("person__sort_name", "pk")[0].person
    young = school.year.first - 11
    rows = (
        f"1\t{person.last_name} {person.first_name}\t{person.birth_year}\t\tматематика\tII",
        f"2\tЯблочкина Варвара Тихоновна\t{young}\t5 «Б»\tадаптация в новом классе\tI",
        f"3\tПшеницын Захар Лукич\t31.02.{young}\t5 «Б»\tволонтёрство\t",
    )
    run = opening.start_import(
        member=school.member,
        content=None,
        pasted="\n".join([HEADINGS, *rows]),
        filename="",
        bank=Bank.MENTEES,
        year=school.year,
    )
    run = opening.read_source(run=run)
    mapping = {int(place): code or None for place, code in run.layout["mapping"].items()}
    run = opening.map_columns(member=school.member, run=run, bank=Bank.MENTEES, mapping=mapping)
    services.check_rows(run=run, today=today)
