from django import forms
from django.utils import timezone

from mentorship.core.forms import RussianDateField, StyledFormMixin
from mentorship.organizations.models import Membership
from roadmaps.models import Digest
from roadmaps.work import bulk
from roadmaps.work.responsible import may_be_responsible


class PeopleField(forms.ModelMultipleChoiceField):
    """Members of one organization to choose among, each with the role."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(Membership.objects.none(), required=False, **kwargs)

    def label_from_instance(self, member):
        return f"{member.user.full_name}, {member.get_role_display()}"


class PeopleForm(StyledFormMixin, forms.Form):
    """Who does a task."""

    submit_text = "Назначить"
    people = PeopleField(label="Кто отвечает")

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = may_be_responsible(organization)


class BulkForm(StyledFormMixin, forms.Form):
    """What to do with the chosen rows.

    `apply(member, seen)` of each kind does it and returns the changed tasks; it raises DomainError
    when nothing was written.
    """

    title = ""
    done_words = ("", "", "")

    def __init__(self, *args, roadmap, **kwargs):
        self.roadmap = roadmap
        super().__init__(*args, **kwargs)
        # The page has the rows inside the same form.
        self.helper.form_tag, self.helper.disable_csrf = False, True


class DoneForm(BulkForm):
    title = "Отметить выполненными"
    submit_text = "Отметить выполненными"
    done_on = RussianDateField(
        label="Дата выполнения",
        initial=timezone.localdate,
        help_text="У выполненных раньше останется своя дата.",
    )

    def apply(self, member, seen):
        done_on = self.cleaned_data["done_on"]
        return bulk.mark_done(roadmap=self.roadmap, member=member, seen=seen, done_on=done_on)


class DatesForm(BulkForm):
    title = "Назначить сроки"
    submit_text = "Назначить сроки"
    starts_on = RussianDateField(label="Начало", required=False)
    due_on = RussianDateField(
        label="Срок", required=False, help_text="Текст срока останется, как в плане."
    )

    def apply(self, member, seen):
        dates = bulk.Dates(self.cleaned_data["starts_on"], self.cleaned_data["due_on"])
        return bulk.set_dates(roadmap=self.roadmap, member=member, seen=seen, dates=dates)


class MoveForm(BulkForm):
    title = "Сдвинуть сроки"
    submit_text = "Сдвинуть сроки"
    days = forms.IntegerField(
        label="На сколько дней",
        min_value=-bulk.MOST_DAYS,
        max_value=bulk.MOST_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "7"}),
        help_text="Вперёд; со знаком минус – назад. Текст срока останется, как в плане.",
    )

    def apply(self, member, seen):
        days = self.cleaned_data["days"]
        return bulk.move_dates(roadmap=self.roadmap, member=member, seen=seen, days=days)


class ChargeForm(BulkForm):
    title = "Назначить ответственных"
    submit_text = "Назначить"
    people = PeopleField(
        label="Кто отвечает",
        help_text="Прежние назначения этих мероприятий заменятся; текст плана останется.",
    )

    def __init__(self, *args, roadmap, **kwargs):
        super().__init__(*args, roadmap=roadmap, **kwargs)
        self.fields["people"].queryset = may_be_responsible(roadmap.organization)

    def apply(self, member, seen):
        people = self.cleaned_data["people"]
        return bulk.put_in_charge(roadmap=self.roadmap, member=member, seen=seen, people=people)


ACTIONS: dict[str, type[BulkForm]] = {
    "done": DoneForm,
    "dates": DatesForm,
    "move": MoveForm,
    "people": ChargeForm,
}


class TurnForm(StyledFormMixin, forms.Form):
    """What became of one turn of a recurring task; the button says whether it was held."""

    done_on = RussianDateField(
        label="Дата", required=False, help_text="Пусто – запишется сегодняшняя."
    )
    note = forms.CharField(
        label="Что сделано или почему не проводилось",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CommentForm(StyledFormMixin, forms.Form):
    submit_text = "Добавить"
    text = forms.CharField(
        label="Комментарий",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Видят только сотрудники вашей организации. Фамилии детей не нужны.",
        error_messages={"required": "Напишите комментарий."},
    )


class RhythmForm(StyledFormMixin, forms.Form):
    rhythm = forms.ChoiceField(
        label="Присылать сводку", choices=Digest.Rhythm, widget=forms.RadioSelect
    )
