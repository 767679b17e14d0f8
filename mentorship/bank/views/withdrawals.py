from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import withdrawals as services
from mentorship.bank.consent_forms import FinishForm, UndoForm, WithdrawForm
from mentorship.bank.models import Consent, Withdrawal
from mentorship.bank.views.pages import form_about
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right

CONSEQUENCES = {
    Consent.Purpose.PROCESSING: (
        "Обработка остановится сразу и везде: сведения скроются в карточке, базах, парах и "
        "анкетах, человек не войдёт в выгрузки, показатели, новые пары и начатые задания. Имя, "
        "класс и контакты останутся видны в карточке, в прежних парах и в поиске, пока данные не "
        "уничтожены: на это 30 дней. Приказы остаются, но видны только куратору и руководителю."
    ),
    Consent.Purpose.PUBLICATION: (
        "Ссылки на кейсы и отзывы скроются сразу. Снять всё с публикации надо за три рабочих дня."
    ),
    Consent.Purpose.TRANSFER: (
        "Передачу надо прекратить и предупредить получателя; срок – 30 дней."
    ),
}


@method_decorator(member_required(Right.BANK_VIEW), name="dispatch")
class WithdrawalListView(ListView):
    """«Подлежат уничтожению»: what withdrawals oblige to do, the nearest day first."""

    template_name = "bank/withdrawal_list.html"
    paginate_by = 25

    def get_queryset(self):
        return services.open_withdrawals(self.request.membership)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today, may_edit = timezone.localdate(), self.request.membership.may(Right.BANK_EDIT)
        found = list(context["page_obj"])
        note_reading(Reading.Kind.LIST, [w.person_id for w in found], selection="Отзывы согласий")
        return context | {
            "rows": [
                {
                    "withdrawal": withdrawal,
                    "duty": services.DUTIES[Consent.Purpose(withdrawal.purpose)],
                    "days_left": withdrawal.days_left(today),
                    "may_undo": may_edit and services.can_undo(withdrawal, today),
                    "may_finish": may_edit and services.can_finish(withdrawal),
                }
                for withdrawal in found
            ]
        }


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def consent_withdraw(request, pk):
    """The person's statement; everything stops with the press of the button."""
    consents = Consent.objects.visible_to(request.membership).select_related("person")
    consent = get_object_or_404(consents, pk=pk)
    today = timezone.localdate()
    form = WithdrawForm(request.POST or None, initial={"received_on": today})
    if form.is_valid():
        try:
            services.withdraw(
                member=request.membership,
                person=consent.person,
                purpose=consent.purpose,
                today=today,
                **form.cleaned_data,
            )
        except DomainError as refusal:
            form.add_error("received_on", str(refusal))
        else:
            messages.success(request, "Согласие отозвано. Ошибку можно исправить сегодня.")
            return redirect(consent.person)
    hint = CONSEQUENCES[Consent.Purpose(consent.purpose)]
    return form_about(request, consent.person, form, title="Отзыв согласия", hint=hint)


def standing(request, pk):
    withdrawals = Withdrawal.objects.visible_to(request.membership).standing()
    return get_object_or_404(withdrawals.select_related("person"), pk=pk)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def withdrawal_undo(request, pk):
    withdrawal = standing(request, pk)
    form = UndoForm(request.POST or None)
    if form.is_valid():
        try:
            services.undo(
                member=request.membership,
                withdrawal=withdrawal,
                today=timezone.localdate(),
                **form.cleaned_data,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Отзыв снят, согласие снова действует.")
            return redirect(withdrawal.person)
    hint = "Только если отзыв записан по ошибке. Причина останется в истории."
    return form_about(request, withdrawal.person, form, title="Снять отзыв", hint=hint)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def withdrawal_finish(request, pk):
    withdrawal = standing(request, pk)
    today = timezone.localdate()
    form = FinishForm(request.POST or None, initial={"done_on": today})
    if form.is_valid():
        try:
            services.finish(
                member=request.membership, withdrawal=withdrawal, today=today, **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error("done_on", str(refusal))
        else:
            messages.success(request, "Отмечено исполненным.")
            return redirect("bank:withdrawal_list")
    duty = services.DUTIES[Consent.Purpose(withdrawal.purpose)]
    hint = f"Обязанность: {duty} до {withdrawal.due_on:%d.%m.%Y}."
    return form_about(request, withdrawal.person, form, title="Исполнено", hint=hint)
