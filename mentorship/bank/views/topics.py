from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import CreateView, ListView, UpdateView

from mentorship.bank import topics
from mentorship.bank.banks import MENTEES, MENTORS
from mentorship.bank.entry_topics import topics_of
from mentorship.bank.models import Topic
from mentorship.bank.topic_forms import TopicForm, TopicMergeForm
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import keys_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@method_decorator(member_required(Right.TOPICS_VIEW), name="dispatch")
class TopicListView(ListView):
    """The catalogue by groups: whose each topic is, and how many of one's own entries have it."""

    template_name = "bank/topic_list.html"

    def get_queryset(self):
        member = self.request.membership
        shared = Topic.objects.shared_with(member).select_related("organization", "merged_into")
        year, today = self.request.school_year, timezone.localdate()
        return topics.with_usage(shared, member, year, today).order_by("group", "title", "pk")

    def get_context_data(self, **kwargs):
        member = self.request.membership
        rows = list(self.object_list)
        may_edit = member.may(Right.TOPICS_EDIT)
        return super().get_context_data(**kwargs) | {
            "topics": [topic for topic in rows if not topic.archived_on],
            "archived": [
                t for t in rows if t.archived_on and t.organization_id == member.organization_id
            ],
            "sources": sources_of(rows),
            "may_edit": may_edit,
            "may_take": may_edit and topics.may_take_catalogue(member.organization),
            "is_counted": member.organization.is_institution and member.may(Right.BANK_VIEW),
        }


def sources_of(rows):
    """Where lines of the catalogue come from and when that was checked, each source once."""
    found = {(topic.source, topic.checked_on): None for topic in rows if topic.source}
    return list(found)


class TopicFormMixin:
    def get_context_data(self, **kwargs):
        title = f"Тема «{self.object.title}»" if self.object else "Новая тема"
        return super().get_context_data(**kwargs) | {
            "title": title,
            "hint": "Темой можно отметить и запрос наставляемого, и компетенцию наставника.",
            "back_url": reverse("bank:topic_list"),
            "back_title": "Темы",
        }

    def form_valid(self, form):
        messages.success(self.request, f"Тема «{form.instance.title}» сохранена.")
        return super().form_valid(form)


@method_decorator(member_required(Right.TOPICS_EDIT), name="dispatch")
class TopicCreateView(TopicFormMixin, CreateView):
    form_class = TopicForm
    template_name = "components/form_page.html"
    success_url = reverse_lazy("bank:topic_list")

    def get_form_kwargs(self):
        member = self.request.membership
        empty = Topic(organization=member.organization)
        return super().get_form_kwargs() | {"instance": empty, "member": member}


@method_decorator(member_required(Right.TOPICS_EDIT), name="dispatch")
class TopicUpdateView(TopicFormMixin, UpdateView):
    form_class = TopicForm
    template_name = "components/form_page.html"
    success_url = reverse_lazy("bank:topic_list")

    def get_queryset(self):
        return Topic.objects.owned_by(self.request.membership).in_use()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"member": self.request.membership}


@require_http_methods(["GET", "POST"])
@member_required(Right.TOPICS_EDIT)
def topic_merge(request, pk):
    topic = own_topic(request, pk)
    form = TopicMergeForm(request.POST or None, member=request.membership, topic=topic)
    if form.is_valid():
        into, today = form.cleaned_data["into"], timezone.localdate()
        try:
            topics.merge_topics(member=request.membership, topic=topic, into=into, today=today)
        except DomainError as refusal:
            form.add_error("into", str(refusal))
        else:
            messages.success(request, f"Тема «{topic.title}» объединена с темой «{into.title}».")
            return redirect("bank:topic_list")
    context = {
        "title": f"Объединить тему «{topic.title}»",
        "form": form,
        "back_url": reverse("bank:topic_list"),
        "back_title": "Темы",
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.TOPICS_EDIT)
def topic_archive(request, pk):
    topic, today = own_topic(request, pk), timezone.localdate()
    topics.archive_topic(member=request.membership, topic=topic, today=today)
    messages.success(request, f"Тема «{topic.title}» в архиве. Вернуть её можно внизу страницы.")
    return redirect("bank:topic_list")


@require_POST
@member_required(Right.TOPICS_EDIT)
def topic_restore(request, pk):
    try:
        topic = topics.restore_topic(member=request.membership, topic=own_topic(request, pk))
        messages.success(request, f"Тема «{topic.title}» снова в каталоге.")
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect("bank:topic_list")


@require_POST
@member_required(Right.TOPICS_EDIT)
def topic_take(request):
    """The ready catalogue, line by line where the organization lacks it."""
    try:
        count = topics.take_catalogue(member=request.membership)
        messages.success(request, f"Добавлено тем: {count}.")
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect("bank:topic_list")


@require_POST
@member_required(Right.BANK_EDIT)
def topic_suggest(request):
    """Topics that what is typed in the form of an entry speaks of; nothing is written."""
    texts = ("request", "competences", "achievements")
    text = "\n".join(request.POST.get(name, "") for name in texts)
    known = keys_of(request.POST.getlist("topics"))
    found = topics.suggestions_for(request.membership, text, known)
    return render(request, "bank/_topic_suggestions.html", {"suggestions": found})


@require_POST
@member_required(Right.BANK_EDIT)
def mentor_topic_update(request, pk, topic_pk):
    return update_topic(request, MENTORS, pk, topic_pk)


@require_POST
@member_required(Right.BANK_EDIT)
def mentee_topic_update(request, pk, topic_pk):
    return update_topic(request, MENTEES, pk, topic_pk)


def update_topic(request, bank, pk, topic_pk):
    """One click on the card puts a topic to the entry; with `off` it takes it off."""
    member = request.membership
    entry = get_object_or_404(bank.model.objects.visible_to(member), pk=pk)
    topic = get_object_or_404(Topic.objects.shared_with(member), pk=topic_pk)
    change = topics.take_topic if "off" in request.POST else topics.put_topic
    try:
        change(member=member, entry=entry, topic=topic)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    if not request.htmx:
        return redirect(entry.person)
    context = {"topics": topics_of(member, [entry])[0], "may_edit": True}
    return render(request, "bank/_entry_topics.html", context)


def own_topic(request, pk):
    return get_object_or_404(Topic.objects.owned_by(request.membership), pk=pk)
