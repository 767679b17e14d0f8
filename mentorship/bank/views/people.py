from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import UpdateView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import services
from mentorship.bank.card_sections import sections_of
from mentorship.bank.cards import card_of
from mentorship.bank.forms import PersonForm, StandingForm
from mentorship.bank.merging import kept_instead_of
from mentorship.bank.models import Person
from mentorship.bank.papers.starting import starts_of
from mentorship.bank.summaries import is_disclosed
from mentorship.bank.views.pages import form_about, tabs_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@require_safe
@member_required(Right.BANK_VIEW)
def person_detail(request, pk):
    """The card: who it is, what they were and are, both banks, consents."""
    if kept := kept_instead_of(request.membership, pk):
        return redirect(kept)
    people = Person.objects.visible_to(request.membership).select_related("partner")
    person = get_object_or_404(people, pk=pk)
    note_reading(Reading.Kind.CARD, [person.pk])
    card = card_of(request.membership, person, request.school_year, timezone.localdate())
    context = {
        "person": person,
        "card": card,
        "sections": sections_of(request.membership, person) if card.is_disclosed else [],
        "may_edit": request.membership.may(Right.BANK_EDIT),
        "starts": starts_of(request.membership, person, card),
        "today": timezone.localdate(),
        "tabs": tabs_of(request.membership, person, "detail"),
    }
    return render(request, "bank/person_detail.html", context)


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class PersonUpdateView(UpdateView):
    form_class = PersonForm
    template_name = "components/form_page.html"

    def get_queryset(self):
        return Person.objects.visible_to(self.request.membership)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "member": self.request.membership,
            "is_disclosed": is_disclosed(self.object, timezone.localdate()),
        }

    def get_context_data(self, **kwargs):
        note_reading(Reading.Kind.EDIT, [self.object.pk])
        name = str(Person.objects.get(pk=self.object.pk))
        return super().get_context_data(**kwargs) | {
            "title": name,
            "hint": "Класс и должность меняются в карточке: «Перевести».",
            "back_url": self.object.get_absolute_url(),
            "back_title": name,
        }

    def form_valid(self, form):
        messages.success(self.request, "Карточка сохранена.")
        return super().form_valid(form)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def affiliation_create(request, pk):
    """A move to another class or position from a day on; the past stays as it was."""
    person = get_object_or_404(Person.objects.visible_to(request.membership), pk=pk)
    form = StandingForm(request.POST or None, initial=StandingForm.initial_for(person))
    if request.method == "POST" and form.is_valid():
        services.change_standing(
            member=request.membership,
            person=person,
            standing=form.standing,
            day=form.cleaned_data["since"],
        )
        messages.success(request, "Перевод записан.")
        return redirect(person)
    hint = "Прежний класс или должность останутся в истории."
    return form_about(request, person, form, title="Перевести", hint=hint)
