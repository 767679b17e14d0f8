"""Certificates of mentors, letters of thanks to mentors and to parents (S002, 36–38).

One paper is one person's; each of the two has its own series without gaps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from mentorship.bank.models import PersonQuerySet
from mentorship.bank.papers.choice import (
    PersonField,
    day_of_paper,
    mentors_to_name,
    pupils_to_name,
)
from mentorship.bank.papers.people import PersonOnPaper, chosen_people, keys_in, on_paper
from mentorship.core.names import guess_sex, split_full_name
from mentorship.documents.agreements import lacking
from mentorship.documents.contexts import DocumentContext, requisites
from mentorship.documents.forms import KindForm
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership

Choice = Callable[[Membership, Document | None], PersonQuerySet]
CERTIFIED = "осуществлял(а) наставническую деятельность и способствовал(а) успехам наставляемых"
THANKED = (
    "профессионализм, личный вклад в развитие наставничества, внимание и поддержку, которые Вы "
    "дарите своим наставляемым"
)
PARENTS_THANKED = "воспитание, поддержку и активное участие семьи в программе наставничества"


@dataclass(frozen=True, kw_only=True)
class AwardContext(DocumentContext):
    """`addressed` is who is greeted: the person, or a parent; sex is "m", "f" or ""."""

    person: PersonOnPaper | None
    is_to_parent: bool
    addressed: str
    sex: str
    merit: str
    left_out: tuple[str, ...]

    @property
    def greeting(self) -> str:
        """«Надежда Алексеевна»: a first name with a patronymic, else all there is."""
        name = split_full_name(self.addressed)
        return f"{name.first_name} {name.patronymic}".strip() or self.addressed


class AwardForm(KindForm):
    """One person and what for; kinds say whom they choose from."""

    chooses: Choice = staticmethod(mentors_to_name)

    person = PersonField(label="Наставник")
    merit = forms.CharField(
        label="За что", max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["person"]
        choice.queryset = self.chooses(self.member, self.document)


class CertificateForm(AwardForm):
    merit = forms.CharField(
        label="Чем отмечен наставник",
        # More would not stand inside one frame.
        max_length=250,
        initial=CERTIFIED,
        help_text="«(а)» исчезнет или останется буквой по полу из карточки.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ThanksForm(AwardForm):
    merit = forms.CharField(
        label="За что",
        max_length=600,
        initial=THANKED,
        help_text="Продолжение слов «выражает Вам благодарность за …».",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ParentThanksForm(AwardForm):
    chooses = staticmethod(pupils_to_name)

    person = PersonField(label="Наставляемый")
    parent = forms.CharField(
        label="Родитель: фамилия, имя, отчество",
        max_length=200,
        required=False,
        help_text="Если пусто – законный представитель из карточки.",
    )
    merit = forms.CharField(
        label="За что",
        max_length=600,
        initial=PARENTS_THANKED,
        help_text="Продолжение слов «выражает Вам благодарность за …».",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_order = ("person", "parent", "merit")


def build(document: Document) -> AwardContext:
    return AwardContext(**_values(document))


def build_to_parent(document: Document) -> AwardContext:
    """To the parent typed, or to the representative of the card; the text names the child."""
    values = _values(document)
    child: PersonOnPaper | None = values["person"]
    if child is not None:
        parent = document.fields.get("parent") or child.representative
        values |= {
            "is_to_parent": True,
            "addressed": parent,
            "sex": guess_sex(parent),
        }
    return AwardContext(**values)


def _values(document: Document) -> dict[str, Any]:
    people = on_paper(chosen_people(document, "person"), day_of_paper(document))
    person = people.rows[0] if people.rows else None
    sex = (person.sex or guess_sex(person.name)) if person else ""
    return {
        **requisites(document),
        "person": person,
        "is_to_parent": False,
        "addressed": person.name if person else "",
        "sex": sex,
        "merit": _of_sex(document.fields.get("merit") or "", sex),
        "left_out": people.left_out,
    }


def _of_sex(text: str, sex: str) -> str:
    """«осуществлял(а)» by the sex; as it is typed where the sex is not known."""
    text = text.strip().rstrip(".")
    return text.replace("(а)", {"m": "", "f": "а"}.get(sex, "(а)"))


def missing(context: AwardContext) -> list[str]:
    wanted = {
        "никто не выбран": context.person or context.left_out,
        "не указано, кому письмо": context.addressed or not context.person,
        "не указано, за что": context.merit,
        "не указан руководитель, который подписывает": context.signatory,
    }
    return lacking(wanted, context.left_out)


def remarks(context: AwardContext) -> list[str]:
    unsure = context.addressed and not context.sex
    return ["не удалось определить пол: проверьте обращение"] if unsure else []


def people(document: Document) -> set[int]:
    return keys_in(document, "person")


CERTIFICATE = Kind(
    code="mentor_certificate",
    title="Сертификат наставника",
    subject="Сертификат наставника",
    folder="mentor_certificate",
    group="results",
    form=CertificateForm,
    series="mentor_certificates",
    always_own=True,
    number_pattern="{n}-СТ",
    build=build,
    missing=missing,
    remarks=remarks,
    people=people,
    hint="Альбомный лист с рамкой, один документ на человека.",
)
THANKS = Kind(
    code="mentor_thanks",
    title="Благодарственное письмо наставнику",
    subject="Благодарственное письмо наставнику",
    folder="thanks",
    group="results",
    form=ThanksForm,
    series="letters_of_thanks",
    always_own=True,
    number_pattern="{n}-БП",
    build=build,
    missing=missing,
    remarks=remarks,
    people=people,
)
PARENT_THANKS = Kind(
    code="parent_thanks",
    title="Благодарственное письмо родителям",
    subject="Благодарственное письмо родителям",
    folder="thanks",
    group="results",
    form=ParentThanksForm,
    series="letters_of_thanks",
    always_own=True,
    number_pattern="{n}-БП",
    build=build_to_parent,
    missing=missing,
    remarks=remarks,
    people=people,
    hint="Родителю наставляемого; имя – из карточки или вписанное.",
)
