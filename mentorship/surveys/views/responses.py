from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.affiliations import place_on
from mentorship.bank.models import Person
from mentorship.bank.summaries import is_disclosed
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.forms import ResponseForm, shown
from mentorship.surveys.models import Questionnaire, Reply, Response
from mentorship.surveys.participants import AMONG
from mentorship.surveys.purposes import OF_YEAR
from mentorship.surveys.services import record_response
from mentorship.surveys.summaries import coverages, feeding_sets

Purpose = Questionnaire.Purpose
LISTS = {
    "rest": "Ещё не ответили",
    "unasked": "Не ответили, ссылка не выдана",
    "answered": "Ответили",
    "satisfied": "Довольны участием",
    "everyone": "Все, кого можно спросить",
}
TABS = {
    Purpose.SATISFACTION: "Удовлетворённость",
    Purpose.ENTRY: "Входные",
    Purpose.EXIT: "Итоговые",
}


@method_decorator(member_required(Right.BANK_VIEW), name="dispatch")
class ResponseListView(ListView):
    """The questionnaires of the year with their coverage, and the people behind one number."""

    template_name = "surveys/response_list.html"
    paginate_by = 25

    def get_queryset(self):
        member, year, today = (
            self.request.membership,
            self.request.school_year,
            timezone.localdate(),
        )
        self.read_address()
        self.coverages = coverages(member, [self.purpose], year, today, self.among)
        by_code = {c.questionnaire.code: c for c in self.coverages}
        self.coverage = by_code.get(self.wanted) or next(iter(self.coverages))
        show = self.request.GET.get("show", "")
        self.show = show if show in LISTS else "rest"
        own = Response.objects.visible_to(member).filter(
            questionnaire__code=self.coverage.questionnaire.code, school_year=year.first
        )
        people = self.coverage.people(self.show).annotate(
            place=place_on(year.counted_on(today), "pk")
        )
        return people.prefetch_related(
            Prefetch("responses", queryset=own, to_attr="given")
        ).order_by("sort_name", "pk")

    def read_address(self):
        """Purpose, questionnaire and people meant; a questionnaire named says its purpose."""
        asked = self.request.GET
        self.wanted = asked.get("questionnaire", "")
        purpose = asked.get("purpose", "")
        if self.wanted:
            sets = Questionnaire.objects.filter(code=self.wanted)
            purpose = sets.values_list("purpose", flat=True).first()
        self.purpose = purpose if purpose in TABS else Purpose.SATISFACTION
        self.among = asked.get("among", "") if asked.get("among") in AMONG else ""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        people = [person.pk for person in context["page_obj"]]
        note_reading(Reading.Kind.LIST, people, selection=LISTS[self.show])
        return context | {
            "coverages": self.coverages,
            "coverage": self.coverage,
            "list_title": LISTS[self.show],
            "show": self.show,
            "counts_satisfaction": self.coverage.questionnaire.counts_satisfaction,
            "tabs": tabs_of(self.purpose),
            "chips": self.chips(),
            "among": self.among,
            "feeding": self.feeding(),
            "may_edit": (may_edit := self.request.membership.may(Right.BANK_EDIT)),
            "waiting": Reply.objects.visible_to(self.request.membership).waiting().count()
            if may_edit
            else 0,
        }

    def chips(self):
        """Whom the numbers are of; the query string keeps the questionnaire."""
        code = self.coverage.questionnaire.code
        address = f"?questionnaire={code}&among="
        return [
            {"title": title, "url": address + among, "is_current": among == self.among}
            for among, title in AMONG.items()
        ]

    def feeding(self):
        """On the page of satisfaction: which sets feed the figure."""
        if self.purpose != Purpose.SATISFACTION:
            return None
        return feeding_sets(self.request.membership)


def tabs_of(purpose):
    url = reverse("surveys:response_list")
    tabs = [
        {"title": title, "url": f"{url}?purpose={each}", "is_current": each == purpose}
        for each, title in TABS.items()
    ]
    changes = {"title": "Изменения", "url": reverse("surveys:change_list"), "is_current": False}
    changes["is_current"] = purpose == "changes"
    return [*tabs, changes]


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.BANK_EDIT)
def response_create(request, pk, person_pk):
    """Enter the paper questionnaire of one person."""
    sets = Questionnaire.objects.shared_with(request.membership)
    questionnaire = get_object_or_404(sets.filter(purpose__in=OF_YEAR), pk=pk)
    people = Person.objects.visible_to(request.membership)
    person = get_object_or_404(people, pk=person_pk)
    note_reading(Reading.Kind.ANSWERS, [person.pk], about=questionnaire)
    year = request.school_year
    initial = {"answered_on": year.counted_on(timezone.localdate())}
    return fill_in(request, questionnaire, person, year, initial)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.BANK_EDIT)
def response_update(request, pk):
    responses = Response.objects.visible_to(request.membership)
    response = get_object_or_404(responses.select_related("questionnaire", "person"), pk=pk)
    if not is_disclosed(response.person, timezone.localdate()):
        messages.warning(request, "Ответы скрыты: нет действующего согласия на обработку данных.")
        return redirect(list_of(response.questionnaire))
    initial = shown(response.questionnaire, response.answers)
    initial["answered_on"] = response.answered_on
    note_reading(Reading.Kind.ANSWERS, [response.person_id], about=response)
    year = SchoolYear(response.school_year)
    return fill_in(request, response.questionnaire, response.person, year, initial)


def list_of(questionnaire):
    return f"{reverse('surveys:response_list')}?questionnaire={questionnaire.code}"


def fill_in(request, questionnaire, person, year, initial):
    form = ResponseForm(request.POST or None, questions=questionnaire.asked, initial=initial)
    form.order_fields(["answered_on"])
    asked_back = request.GET.get("next", "")
    is_own_page = url_has_allowed_host_and_scheme(asked_back, allowed_hosts=None)
    back_url = asked_back if is_own_page else list_of(questionnaire)
    if form.is_valid():
        try:
            record_response(
                member=request.membership,
                questionnaire=questionnaire,
                person=person,
                year=year,
                answers=form.answers,
                answered_on=form.cleaned_data["answered_on"],
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Ответы записаны: {person.short_name}")
            return redirect(back_url)
    context = {
        "form": form,
        "title": f"{person.full_name}: ответы на анкету",
        "hint": f"{questionnaire.title}, {year} учебный год",
        "back_url": back_url,
        "back_title": "Назад" if is_own_page else "Анкеты",
    }
    return render(request, "components/form_page.html", context)
