"""Two versions of a plan, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from roadmaps.review.comparing import Kind, Piece, compare, marked
from roadmaps.review.content import SectionText, TaskText


def task(key, **texts):
    printed = {
        "number": str(key),
        "title": f"Мероприятие {key}",
        "heading": "",
        "content": "",
        "deadline_text": "октябрь 2022 г.",
        "responsible": "куратор",
        "expected_result": "",
    }
    return TaskText(key=key, **printed | texts)


def section(key, *tasks, title="Отбор"):
    return SectionText(key=key, number=str(key), title=title, tasks=tasks)


def kinds(comparison):
    return {change.task.key: change.kind for group in comparison.sections for change in group.tasks}


def test_tasks_are_matched_by_their_own_keys():
    old = [section(1, task(1), task(2), task(3))]
    new = [section(1, task(2, number="9"), task(1), task(4))]

    assert kinds(compare(old, new)) == {
        2: Kind.CHANGED,
        1: Kind.SAME,
        4: Kind.ADDED,
        3: Kind.REMOVED,
    }


def test_changed_field_marks_the_words_that_differ():
    (change,) = compare(
        [section(1, task(1, deadline_text="до 10 октября 2022 г."))],
        [section(1, task(1, deadline_text="до 20 октября 2022 г."))],
    ).changes

    deadline = change.field("deadline_text")
    assert (deadline.title, deadline.old, deadline.new, change.field("title")) == (
        "Срок",
        (Piece("до "), Piece("10", is_marked=True), Piece(" октября 2022 г.")),
        (Piece("до "), Piece("20", is_marked=True), Piece(" октября 2022 г.")),
        None,
    )


def test_text_with_little_in_common_is_replaced_whole():
    assert marked("август", "15 – 30 сентября 2022 г.") == (
        (Piece("август", is_marked=True),),
        (Piece("15 – 30 сентября 2022 г.", is_marked=True),),
    )


def test_empty_side_has_no_pieces():
    assert marked("", "Педагог-психолог") == ((), (Piece("Педагог-психолог", is_marked=True),))


def test_huge_texts_are_replaced_whole():
    old, new = "слово " * 600, "слово " * 601

    assert marked(old, new)[0] == (Piece(old, is_marked=True),)


@given(st.text(max_size=80), st.text(max_size=80))
def test_pieces_put_together_are_the_texts(old, new):
    left, right = marked(old, new)

    assert ("".join(p.text for p in left), "".join(p.text for p in right)) == (old, new)


def test_renamed_section_is_told_once_and_moves_no_task():
    (group,) = compare([section(1, task(1))], [section(1, task(1), title="Обучение")]).sections

    assert (group.renamed.title, group.changes) == ("Раздел", [])


def test_moved_task_names_the_section_it_left():
    old = [section(1, task(1)), section(2, task(2), title="Пары")]
    new = [section(1), section(2, task(2), task(1), title="Пары")]

    (change,) = compare(old, new).changes
    assert (change.task.key, change.moved_from, change.kind) == (1, "1. Отбор", Kind.CHANGED)


def test_tasks_of_a_section_that_is_gone_are_removed():
    comparison = compare([section(1, task(1)), section(2, task(2))], [section(1, task(1))])

    assert (kinds(comparison), comparison.count(Kind.REMOVED)) == (
        {1: Kind.SAME, 2: Kind.REMOVED},
        1,
    )
