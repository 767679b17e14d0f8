"""What a task may be measured by. The registry is open: a room above may add its own."""

import re
from dataclasses import dataclass

from mentorship.core.registry import Registry

LASTING = frozenset({"regulation", "introduction_order", "curator_order", "team_order"})


@dataclass(frozen=True)
class Binding:
    """A thing the system knows: figures, registered documents, and the text made of them.

    `figures` are codes of the registry of figures, `bases` headcounts for shares («pupils»,
    «teachers», «everyone»), `kinds` kinds of documents. `breakdown` is the dimension by which the
    first figure is told apart. `words` recognises the task by its title; a suggestion only.
    The text is `templates/roadmaps/progress/texts/<text>.txt`.
    """

    code: str
    title: str
    words: str
    figures: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    breakdown: str = ""
    text: str = ""

    @property
    def template(self) -> str:
        return f"roadmaps/progress/texts/{self.text or self.code}.txt"

    def is_about(self, title: str) -> bool:
        return bool(self.words) and re.search(self.words, title.casefold()) is not None


BINDINGS: Registry[Binding] = Registry()


def register_binding(binding: Binding) -> Binding:
    return BINDINGS.register(binding.code, binding)


def suggested_binding(title: str) -> Binding | None:
    """The first binding whose words stand in the title of a task."""
    return next((binding for binding in BINDINGS if binding.is_about(title)), None)


MENTEES = ("mentee_pupils_surveyed", "mentee_teachers_surveyed")
MENTORS = (
    "mentors_surveyed",
    "mentor_pupils_surveyed",
    "mentor_teachers_surveyed",
    "mentor_students_surveyed",
    "mentor_employers_surveyed",
)
MEETINGS = {
    "first": ("Первые (организационные) встречи", r"перв\w+ (\(организационн|встреч)|знакомств"),
    "trial": ("Вторые (пробные рабочие) встречи", r"пробн\w+"),
    "planning": ("Встречи-планирования", r"встреч\w*.планировани"),
    "regular": ("Регулярные встречи", r"регулярн\w+ встреч"),
    "final": ("Заключительные встречи пар", r"заключительн\w+ встреч\w+ наставника"),
}


def own_bindings() -> list[Binding]:
    """In the order in which titles are tried: the narrow ones before the wide ones."""
    return [
        Binding(
            "introduction_order",
            "Приказ о внедрении целевой модели",
            r"приказ\w* о (реализации|внедрении)|приказ\w* об утверждении мероприятий",
            kinds=("introduction_order", "curator_order"),
        ),
        Binding(
            "regulation",
            "Положение о наставничестве",
            r"положени\w+|нормативно.правов\w+ документ",
            kinds=("regulation", "introduction_order"),
        ),
        Binding(
            "curator_order",
            "Приказ о кураторе",
            r"назначени\w+ куратор",
            kinds=("curator_order", "introduction_order"),
        ),
        Binding(
            "team_order", "Приказ о рабочей группе", r"рабоч\w+ групп|команд", kinds=("team_order",)
        ),
        Binding(
            "mentees_surveyed",
            "Анкетирование потенциальных наставляемых",
            r"запросов от потенциальных наставляемых|анкетирован\w+.*наставляемых",
            figures=MENTEES,
            bases=("pupils", "teachers"),
        ),
        Binding(
            "consents",
            "Согласия на обработку персональных данных",
            r"сбор согласий|согласи\w+ на (сбор|обработку)",
            figures=("mentees_in_bank", "mentors_in_bank"),
        ),
        Binding(
            "mentors_surveyed",
            "Анкетирование потенциальных наставников",
            r"анкетирован\w+ среди потенциальных наставников",
            figures=MENTORS,
            bases=("everyone",),
        ),
        Binding(
            "mentees_bank",
            "База наставляемых",
            r"(баз|банк)\w* (данных )?наставляемых",
            figures=("mentee_pupils_in_bank", "mentee_teachers_in_bank"),
            bases=("pupils", "teachers"),
        ),
        Binding(
            "mentors_bank",
            "База наставников",
            r"(баз|банк)\w* (данных )?наставников",
            figures=(
                "mentors_in_bank",
                "mentor_pupils_in_bank",
                "mentor_teachers_in_bank",
                "mentor_students_in_bank",
                "mentor_employers_in_bank",
            ),
            bases=("everyone",),
        ),
        Binding(
            "forms_chosen",
            "Формы наставничества, которые реализуются",
            r"выбор форм наставничества",
            figures=("pairs_ordered",),
            breakdown="form",
        ),
        Binding(
            "mentees_entry",
            "Входные анкеты наставляемых",
            r"оценка участников.наставляемых",
            figures=("mentees_entry",),
            bases=("pupils",),
        ),
        Binding(
            "mentors_entry",
            "Входные анкеты наставников",
            r"оценка участников.наставников",
            figures=("mentors_entry",),
        ),
        Binding(
            "mentors_admitted",
            "Собеседования и допуск наставников",
            r"собеседовани\w+ с наставниками|отбор\w* наставников",
            figures=("mentors_admitted",),
            kinds=("mentors_order",),
        ),
        Binding(
            "mentors_trained",
            "Обучение наставников",
            r"обучени\w+ наставников|отбор и обучение",
            figures=("mentors_trained", "events_training"),
            bases=("everyone",),
            kinds=("training_order",),
        ),
        Binding(
            "group_meetings",
            "Групповые встречи",
            r"групповой встречи наставников|групповая встреча",
            figures=("events_group_meeting",),
        ),
        Binding(
            "preferences",
            "Анкета предпочтений",
            r"предпочитаемого наставника",
            figures=("preferences_given",),
        ),
        Binding(
            "pairs_order",
            "Приказ о закреплении пар и групп",
            r"закреплени\w+ пар|утверждении наставнических пар",
            figures=("pairs_ordered", "mentees_taking_part", "mentors_taking_part"),
            kinds=("pairs_order",),
        ),
        Binding(
            "pairs",
            "Пары и группы",
            r"формировани\w+ наставнических пар|соединение наставников",
            figures=("pairs_ordered", "mentees_taking_part", "mentors_taking_part"),
        ),
        *(
            Binding(
                f"meetings_{stage}",
                title,
                words,
                figures=(f"meetings_{stage}",),
                breakdown="direction",
                text="meetings",
            )
            for stage, (title, words) in MEETINGS.items()
        ),
        Binding(
            "feedback", "Ежемесячная обратная связь", r"обратной связи", figures=("feedback_given",)
        ),
        Binding(
            "group_final",
            "Групповая заключительная встреча",
            r"групповой заключительной встречи",
            figures=("group_finals_held",),
        ),
        Binding(
            "satisfaction",
            "Удовлетворённость участием",
            r"удовлетворенност",
            figures=(
                "mentees_satisfied",
                "mentees_answered",
                "mentors_satisfied",
                "mentors_answered",
            ),
        ),
        Binding(
            "awards",
            "Награждение и торжественные мероприятия",
            r"награждени|торжественного мероприятия",
            figures=("events_award", "events_open_day", "events_contest"),
        ),
        Binding(
            "exit_surveys",
            "Итоговые анкеты",
            r"мониторинга качества реализации",
            figures=("mentees_exit", "mentors_exit"),
        ),
        Binding(
            "results",
            "Результаты в базах",
            r"внесение данных об итогах",
            figures=("results_written",),
        ),
    ]


def register() -> None:
    for binding in own_bindings():
        register_binding(binding)
