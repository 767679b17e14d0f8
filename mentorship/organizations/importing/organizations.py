"""A list of municipalities and institutions compared with the tree, and written."""

from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from mentorship.core.spreadsheets.lists import CheckedRow, letters
from mentorship.organizations.importing.columns import ORGANIZATION_COLUMNS
from mentorship.organizations.importing.plans import Outcome, RowPlan
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.tree import propose_code, types_open_to

ALIKE = 88  # per cent: a municipality spelled so near to one that is there is a slip of the pen


class TreeIndex:
    """The region as it is: municipalities and institutions by what a row may name them by."""

    def __init__(self, region: Organization, rows: Sequence[CheckedRow]) -> None:
        nodes = list(Organization.objects.below(region).select_related("parent").order_by("pk"))
        self.municipalities = [node for node in nodes if not node.is_institution]
        self.institutions = [node for node in nodes if node.is_institution]
        said = {row.values["code"] for row in rows if "code" in row.values}
        foreign = Organization.objects.filter(code__in=said).exclude(pk__in=[n.pk for n in nodes])
        self.foreign_codes = set(foreign.values_list("code", flat=True))
        self.codes = set(Organization.objects.values_list("code", flat=True))
        self.inns = [row.values.get("inn") for row in rows]

    def municipality(self, name: str) -> Organization | None:
        key = letters(name)
        fitting = (
            m for m in self.municipalities if key in (letters(m.name), letters(m.short_name))
        )
        return next(fitting, None)

    def alike(self, name: str) -> str:
        """The municipality whose name is nearly this one."""
        names = [name for m in self.municipalities for name in (m.name, m.short_name)]
        found = process.extractOne(
            name, names, scorer=fuzz.ratio, processor=letters, score_cutoff=ALIKE
        )
        return found[0] if found else ""

    def institution(self, values: dict[str, Any], parent: Organization) -> Organization | None:
        """By code, else by either name in the municipality, else by an ИНН that only one has.

        A branch has the ИНН of its head organization: where several rows say one, it tells nobody.
        """
        if code := values.get("code"):
            return next((node for node in self.institutions if node.code == code), None)
        said = {letters(values[part]) for part in ("name", "short_name") if part in values}
        for node in self.institutions:
            if node.parent_id == parent.pk and said & {
                letters(node.name),
                letters(node.short_name),
            }:
                return node
        return self.only_with(values.get("inn"))

    def only_with(self, inn: str | None) -> Organization | None:
        fitting = [node for node in self.institutions if inn and node.inn == inn]
        return fitting[0] if len(fitting) == 1 and self.inns.count(inn) == 1 else None


class OrganizationPlanner:
    """Plans rows against the region; a member plans within their reach, a command everywhere."""

    def __init__(
        self,
        region: Organization,
        rows: Iterable[CheckedRow],
        headings: dict[str, str],
        member: Membership | None,
    ) -> None:
        self.region, self.rows, self.member = region, list(rows), member
        self.titles = {column.code: column.heading for column in ORGANIZATION_COLUMNS} | headings
        self.index = TreeIndex(region, self.rows)
        self.types = list(Organization.Type) if member is None else types_open_to(member)
        self.visible = (
            None
            if member is None
            else set(Organization.objects.visible_to(member).values_list("pk", flat=True))
        )
        self.taken: dict[Any, int] = {}

    def plan(self) -> list[RowPlan]:
        return [self.plan_row(row) for row in self.rows]

    def plan_row(self, row: CheckedRow) -> RowPlan:
        values = row.values
        plan = RowPlan(row, title=values.get("short_name") or values.get("name", ""))
        if row.is_refused:
            return plan
        parent = self.municipality_of(plan)
        if parent is None:
            return plan
        known = self.index.institution(values, parent) if parent.pk else None
        if values.get("code") in self.index.foreign_codes:
            return plan.refuse(self.titles["code"], "Этот код занят организацией другого региона.")
        if known is None and values.get("code") in self.index.codes:
            return plan.refuse(self.titles["code"], "Этот код занят.")
        if first := self.taken_by(row, known, parent):
            return plan.refuse(
                self.titles["name"], f"Эта организация уже есть в файле, строка {first}."
            )
        return (
            self.plan_new(plan, parent) if known is None else self.plan_known(plan, known, parent)
        )

    def municipality_of(self, plan: RowPlan) -> Organization | None:
        """The municipality a row names, a new one where there is none; refusals are said."""
        name, column = plan.row.values.get("municipality", ""), self.titles["municipality"]
        own = self.member.organization if self.member else self.region
        if own.level == Organization.Level.MUNICIPALITY:
            named = self.index.municipality(name) if name else own
            if named != own:
                plan.refuse(column, f"Вы добавляете организации только в «{own}».")
                return None
            return own
        if not name:
            plan.refuse(column, "Муниципалитет не указан ни здесь, ни в строках выше.")
            return None
        return self.index.municipality(name) or self.new_municipality(plan, name)

    def new_municipality(self, plan: RowPlan, name: str) -> Organization | None:
        column = self.titles["municipality"]
        if near := self.index.alike(name):
            plan.refuse(
                column,
                f"Муниципалитета «{name}» нет, есть похожий: «{near}». Исправьте название или "
                "добавьте муниципалитет сами.",
            )
            return None
        new = Organization(
            level=Organization.Level.MUNICIPALITY,
            parent=self.region,
            name=name,
            short_name=name[:150],
            code=self.free_code(name, None),
            time_zone=self.region.time_zone,
        )
        self.index.municipalities.append(new)
        plan.warn(column, f"Муниципалитета «{name}» нет: он будет добавлен.")
        return new

    def free_code(self, name: str, parent: Organization | None) -> str:
        code = propose_code(name, parent, self.index.codes)
        self.index.codes.add(code)
        return code

    def taken_by(
        self, row: CheckedRow, known: Organization | None, parent: Organization
    ) -> int | None:
        """Number of the row that speaks of the same institution already; else this one takes it."""
        names = {letters(row.values[p]) for p in ("name", "short_name") if p in row.values}
        keys: list[Any] = [("new", id(parent), name) for name in names]
        if code := row.values.get("code"):
            keys.append(("code", code))
        if known:
            keys.append(known.pk)
        first = next((self.taken[key] for key in keys if key in self.taken), None)
        self.taken.update({key: row.number for key in keys if key not in self.taken})
        return first

    def plan_new(self, plan: RowPlan, parent: Organization) -> RowPlan:
        values = plan.row.values
        if values["type"] not in self.types:
            return plan.refuse(
                self.titles["type"], "Организации этого типа добавляет другой методист."
            )
        short_name = values.get("short_name") or values["name"]
        code = values.get("code") or self.free_code(short_name, parent)
        self.index.codes.add(code)
        plan.target = Organization(
            level=Organization.Level.INSTITUTION,
            parent=parent,
            code=code,
            name=values["name"],
            short_name=short_name,
            institution_type=values["type"],
            inn=values.get("inn", ""),
            locality=values.get("locality", ""),
            address=values.get("address", ""),
            time_zone=parent.time_zone,
        )
        return plan.settle()

    def plan_known(self, plan: RowPlan, known: Organization, parent: Organization) -> RowPlan:
        if self.visible is not None and known.pk not in self.visible:
            return plan.refuse(self.titles["name"], "За эту организацию отвечает другой методист.")
        plan.target, values = known, plan.row.values
        if known.closed_on:
            text = f"Организация закрыта с {known.closed_on:%d.%m.%Y}: откройте её в карточке."
            plan.warn(self.titles["name"], text)
        if known.parent_id != parent.pk:
            plan.warn(
                self.titles["municipality"],
                f"В системе организация входит в «{known.parent}»: так и останется.",
            )
        for code in ("name", "short_name", "inn", "locality", "address"):
            if code in values:
                plan.put(code, values[code])
        if values["type"] != known.institution_type:
            self.set_type(plan, values["type"])
        return plan.settle()

    def set_type(self, plan: RowPlan, kind: str) -> None:
        """Another type only where the file says it itself, not by the name."""
        column = self.titles["type"]
        if any(message.column == column for message in plan.row.messages):
            return
        if kind in self.types:
            plan.put("institution_type", kind)
        else:
            plan.warn(column, "Тип останется как был: такие организации ведёт другой методист.")


def write_organizations(plans: Iterable[RowPlan]) -> None:
    """Write everything the plans say; the caller holds the transaction."""
    ready = [plan for plan in plans if plan.outcome in (Outcome.CREATED, Outcome.UPDATED)]
    new = [plan.target for plan in ready if plan.outcome == Outcome.CREATED]
    for institution in new:
        if institution.parent.pk is None:
            institution.parent.save()
        institution.parent_id = institution.parent.pk
    Organization.objects.bulk_create(new, batch_size=500)
    changed = [plan for plan in ready if plan.outcome == Outcome.UPDATED]
    fields = sorted({name for plan in changed for name in plan.changes})
    if fields:
        Organization.objects.bulk_update([plan.target for plan in changed], fields, batch_size=500)
