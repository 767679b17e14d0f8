import django_filters
from crispy_forms.helper import FormHelper

from mentorship.bank.models import MentoringForm

WHOSE = (("own", "наши"), ("others", "других организаций"), ("recommended", "рекомендованные"))


class PracticeFilter(django_filters.FilterSet):
    """Filters of the library, fed with the practices the member sees."""

    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label="Поиск")
    form = django_filters.ModelChoiceFilter(
        queryset=MentoringForm.objects.all(), label="Форма", empty_label="Форма: все"
    )
    whose = django_filters.ChoiceFilter(
        choices=WHOSE, method="filter_whose", label="Чьи", empty_label="Чьи: все"
    )

    def __init__(self, *args, own, **kwargs):
        super().__init__(*args, **kwargs)
        self.own = own
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.label_class = "visually-hidden"
        self.form.helper = helper
        self.form.fields["q"].widget.attrs |= {"placeholder": "Название", "type": "search"}

    def filter_whose(self, practices, name, value):
        if value == "recommended":
            return practices.exclude(recommended_at=None)
        own = {"organization": self.own}
        return practices.filter(**own) if value == "own" else practices.exclude(**own)
