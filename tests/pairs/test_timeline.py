from django.utils import timezone

from mentorship.pairs.models import Pair
from mentorship.pairs.summaries import with_people
from mentorship.pairs.timeline import timeline
from tests.factories.pairs import MeetingFactory


def told(pair, member):
    [shown] = with_people(Pair.objects.filter(pk=pair.pk), timezone.localdate())
    return [moment.text for moment in timeline(shown, member=member)]


def test_moments_of_one_day_stand_in_the_order_of_the_life_of_a_pair(
    make_pair, curator, order_dated
):
    today = timezone.localdate()
    order = order_dated(today)
    pair = make_pair("ordered", order=order)
    MeetingFactory(pair=pair, stage="trial", held_on=today)
    for action in ("create", "propose", "accept", "order", "start"):
        pair.moves.create(action=action, made_by=curator)

    assert told(pair, curator)[::-1] == [
        "Составлена",
        "Предложена сторонам",
        "Встреча: пробная рабочая встреча",
        "Согласована сторонами",
        f"Приказ о закреплении № {order.number}",
        "Закреплена приказом",
        "Начала работу",
    ]


def test_moves_of_one_day_keep_the_order_of_their_hours(make_pair, curator):
    pair = make_pair("proposed")
    for action in ("create", "propose", "return_to_draft", "draft_updated", "propose"):
        pair.moves.create(action=action, made_by=curator)

    assert told(pair, curator)[::-1] == [
        "Составлена",
        "Предложена сторонам",
        "Возвращена в черновик",
        "Изменён черновик",
        "Предложена сторонам",
    ]
