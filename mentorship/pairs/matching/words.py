"""What the pages of matching say in words: points, weights, how good a plan is."""

from collections.abc import Mapping

from mentorship.pairs.matching.reasons import REASONS
from mentorship.pairs.matching.switches import SWITCHES
from mentorship.pairs.models import MatchingRun, MatchingSettings
from mentorship.pairs.models.matching import HUNDREDTHS

# How much a reason matters, for people; the numbers are the weights of the engine.
LEVELS = {
    0: "не важно",
    2: "желательно",
    3: "скорее важно",
    4: "важно",
    8: "очень важно",
}


def points(hundredths: int) -> str:
    """«112,5»: hundredths of a point without needless zeros, with a minus of print."""
    sign = "\N{MINUS SIGN}" if hundredths < 0 else ""
    whole, rest = divmod(abs(hundredths), HUNDREDTHS)
    return sign + (f"{whole},{rest:02}".rstrip("0") if rest else str(whole))


def level_of(weight: int) -> str:
    """The word of a weight; one that no word stands for is told as it is."""
    return LEVELS.get(weight, f"вес {weight}")


def most_points(weights: Mapping[str, int]) -> int:
    """What a pair would get whom every reason speaks for, in hundredths."""
    return sum(weights.values()) * HUNDREDTHS


def quality_of(run: MatchingRun) -> str:
    """How near the plan is to the best possible one, without a word of mathematics."""
    if not run.bound:
        return "Предложить было некого."
    if run.gap == 0:
        return (
            f"Сумма {points(run.total)} – наибольшая возможная: при этих условиях распределить "
            "лучше нельзя."
        )
    share = 100 * run.total // run.bound
    return (
        f"Сумма {points(run.total)}, больше {points(run.bound)} не бывает: найдено не меньше "
        f"{share} % лучшего. До лучшего плана – самое большее {points(run.gap)}."
    )


def differences(settings: MatchingSettings, other: MatchingSettings) -> list[str]:
    """What is set otherwise in `other`, a phrase for each."""
    found = [
        f"«{reason.title}» – {level_of(other.weights[reason.code])}"
        for reason in REASONS
        if settings.weights[reason.code] != other.weights[reason.code]
    ]
    found += [
        f"«{switch.title}» – {'да' if other.switches[switch.code] else 'нет'}"
        for switch in SWITCHES
        if settings.switches[switch.code] != other.switches[switch.code]
    ]
    if settings.threshold != other.threshold:
        found.append(f"порог {other.threshold}")
    return found
