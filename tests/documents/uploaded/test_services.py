import io
import re
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction

from mentorship.core.exceptions import DomainError
from mentorship.documents import services as documents
from mentorship.documents.codes import check_address, give_code, qr_png
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Layout, UploadedTemplate
from mentorship.documents.rendering import render
from mentorship.documents.uploaded.services import (
    accept,
    check_fields,
    filled,
    nearest,
    retire,
    upload,
)
from mentorship.documents.uploaded.words import names_of, printed_points
from mentorship.organizations.school_year import SchoolYear
from tests.documents.uploaded.conftest import TEXT, lines_of, word
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory


def repacked(content, **parts):
    """The Word file with parts of its archive replaced or added."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(output, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return output.getvalue()


def test_template_is_filled_with_what_the_document_says(draft, uploaded):
    draft.number, draft.dated_on = "204-ОД", date(2022, 10, 3)

    lines = lines_of(filled(uploaded, render(draft)))

    assert lines[:3] == [
        "Бланк гимназии",
        "Приказ № 204-ОД от 3 октября 2022 г.",
        "Положением о системе наставничества",
    ]
    assert [line[:2] for line in lines[3:]] == ["1.", "2.", "3.", "4."]


def test_list_named_without_a_loop_stands_line_by_line(draft, kind):
    rows = "{% for строка in пары %}{{ строка.наставляемые }}{% endfor %}"
    mentor, *mentees = "Седых Надежда Алексеевна", "Ким Олег Юрьевич", "Жданова Ия Ильинична"
    draft.fields["rows"] = [[mentor, *mentees]]
    template = upload(member=draft.created_by, kind=kind, content=word("{{ ознакомлены }}", rows))

    acquainted, named = lines_of(filled(template, render(draft)))

    assert acquainted.replace("\N{NO-BREAK SPACE}", " ") == "Лебедева М. И.\nСедых Н. А."
    assert named == "\n".join(mentees)


def test_names_of_before_are_still_accepted_and_filled(draft, kind):
    template = upload(
        member=draft.created_by, kind=kind, content=word("{{ место }}|{{ место_составления }}")
    )

    assert check_fields(kind, template.fields).unknown == []
    (line,) = lines_of(filled(template, render(draft)))
    assert line == "|".join([draft.organization.locality] * 2)


@pytest.mark.django_db
def test_choice_is_printed_in_words():
    draft = DocumentFactory(kind="curator_order", fields={"regime": "pupils"})
    template = upload(
        member=draft.created_by, kind=KINDS["curator_order"], content=word("{{ режим }}")
    )

    assert lines_of(filled(template, render(draft))) == ["наставничество обучающихся"]


def pictures_in(content):
    """PNG files of a Word file, and in which of its parts they are drawn."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = [archive.read(name) for name in archive.namelist() if name.endswith(".png")]
        parts = [
            n for n in archive.namelist() if n.endswith(".xml") and b"<w:drawing" in archive.read(n)
        ]
    return files, parts


@pytest.fixture
def with_code(draft, kind):
    """A template with the check code in the text and in the footer."""
    document = docx.Document()
    document.add_paragraph("Проверка: {{ код_проверки }}")
    document.sections[0].footer.paragraphs[
        0
    ].text = "{% if код_проверки %}{{ код_проверки }}{% endif %}"
    output = io.BytesIO()
    document.save(output)
    template = upload(member=draft.created_by, kind=kind, content=output.getvalue())
    return accept(member=draft.created_by, template=template, kind=kind)


def test_check_code_is_drawn_where_the_template_names_it(draft, with_code):
    draft.fields["template"] = with_code.pk
    draft.save()
    document = documents.register(
        document=draft, member=draft.created_by, dated_on=date(2026, 10, 1), number="9"
    )

    files, parts = pictures_in(Path(document.files.get().file.path).read_bytes())

    address = check_address(document)
    assert (files, sorted(parts)) == ([qr_png(address)], ["word/document.xml", "word/footer1.xml"])


def test_check_code_of_a_draft_and_of_a_silent_layout_is_empty(draft, with_code):
    assert pictures_in(filled(with_code, render(draft))) == ([], [])
    Layout.objects.create(organization=draft.organization, shows_qr=False)
    draft.number, draft.dated_on = "9", date(2026, 10, 1)
    give_code(draft)

    assert pictures_in(filled(with_code, render(draft))) == ([], [])


@pytest.mark.parametrize(
    "field", ["{{ код_проверки.tpl }}", "{{ код_проверки._image.tpl }}", "{{ код_проверки.png }}"]
)
def test_picture_shows_a_template_nothing_else(draft, kind, field):
    draft.number, draft.dated_on = "9", date(2026, 10, 1)
    give_code(draft)

    try:
        template = upload(member=draft.created_by, kind=kind, content=word(field))
        lines = lines_of(filled(template, render(draft)))
    except DomainError:
        lines = []
    assert lines == []


def test_markup_and_fields_in_values_stand_as_text(draft, uploaded):
    draft.fields["basis"] = "<b>О'Коннор</b> & {{ 7*7 }} {% raw %}"

    assert lines_of(filled(uploaded, render(draft)))[2] == "<b>О'Коннор</b> & {{ 7*7 }} {% raw %}"


def test_every_field_of_the_sample_is_known(draft, kind, sample):
    template = upload(member=draft.created_by, kind=kind, content=sample)

    check = check_fields(kind, template.fields)

    assert check.unknown == []
    assert set(check.unused) <= {name for name in names_of(kind) if name in _WHOLE_ROWS}
    assert lines_of(filled(template, render(draft)))[0] == kind.title


_WHOLE_ROWS = {"подписывает"}


def test_unknown_fields_are_named_and_keep_the_template_out(draft, kind):
    content = word("{{ номер }} {{ директор }}", "{% for п in пары %}{{ п.возраст }}{% endfor %}")
    template = upload(member=draft.created_by, kind=kind, content=content)

    assert check_fields(kind, template.fields).unknown == ["директор", "пары.возраст"]
    with pytest.raises(DomainError, match=r"неизвестные поля: директор, пары\.возраст"):
        accept(member=draft.created_by, template=template, kind=kind)
    assert nearest(draft.organization, kind) is None


def related(kind, target, part="settings"):
    """A Word file with a relation that leads out of it."""
    words = f'<Relationship Id="r" Type="x/{kind}" Target="{target}" TargetMode="External"/>'
    return repacked(
        word("а"), **{f"word/_rels/{part}.xml.rels": f"<Relationships>{words}</Relationships>"}
    )


def instructed(*words, encoding="utf-8"):
    """A Word file whose header holds a field, its instruction cut into runs."""
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in words)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = f'<?xml version="1.0" encoding="{encoding}"?><w:hdr xmlns:w="{space}">'
    text = f"{head}<w:p>{runs}</w:p></w:hdr>"
    return repacked(word("а"), **{"word/header9.xml": text.encode(encoding)})


def bomb():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 5_000_000)
    return output.getvalue()


AGAIN = "сохраните как «Документ Word"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "Это не документ Word .* " + AGAIN),
        (b"\xd0\xcf\x11\xe0", "файл старого Word .* или файл с паролем. .*" + AGAIN),
        (b"PK\x03\x04", "Файл повреждён. .*" + AGAIN),
        (bomb(), "Файл слишком велик: данные сжаты более чем в 100 раз"),
        (b" " * (2 * 1024 * 1024 + 1), "Шаблон больше 2 МБ"),
        (repacked(word("а"), **{"../a.xml": b"x"}), "устроен необычно: имя части"),
        (word("Первая", "Приказ {{ номер"), "с ошибкой в строке «Приказ {{ номер»"),
        (word("Приказ {{ номер } от {{ дата }}"), "в строке «Приказ {{ номер } от {{ дата }}»"),
        (word("{{ номер|нетакого }}"), "в строке «{{ номер|нетакого }}»"),
        (word("{% for п in пары %}"), "ошибкой: повтор или условие не закрыты"),
        (word("{% include 'x' %}"), "действие, которое здесь не выполняется"),
        (repacked(word("а"), **{"word/vbaProject.bin": b"x"}), "макросы: .*" + AGAIN),
        (repacked(word("а"), **{"word/embeddings/a.xlsx": b"x"}), "вложенные объекты"),
        (related("attachedTemplate", "http://a"), "есть связанный шаблон Word («http://a»)"),
        (related("image", "file:///c:/a.png", "document"), "рисунок, который хранится вне файла"),
        (related("x", "//server/a"), "есть внешняя ссылка («//server/a»). .* удалите это место"),
        (instructed(" DDEAUTO c:\\a"), "поле DDEAUTO, которое подставляет чужой файл"),
        (instructed(" INCLUDE", "TEXT c:\\a"), "поле INCLUDETEXT"),
        (instructed(" LINK Excel c:\\a", encoding="utf-16"), "поле LINK"),
    ],
)
def test_unfit_file_is_refused_in_words_and_not_kept(draft, kind, content, words):
    pattern = ".*".join(map(re.escape, words.split(".*")))
    with pytest.raises(DomainError, match=pattern):
        upload(member=draft.created_by, kind=kind, content=content)
    assert not UploadedTemplate.objects.exists()


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ номер.__init__.__globals__ }}",
        "{% for i in range(10**9) %}{{ i }}{% endfor %}",
        "{{ 'а' * 10**10 }}",
        "{% include 'x' %}",
    ],
)
def test_template_reaches_nothing_and_ends(draft, kind, attack):
    try:
        template = upload(member=draft.created_by, kind=kind, content=word(attack))
        lines = lines_of(filled(template, render(draft)))
    except DomainError:
        lines = []
    assert lines == []


def test_next_version_takes_the_place_of_the_one_before(draft, kind, uploaded):
    second = upload(member=draft.created_by, kind=kind, content=word(*TEXT))
    accept(member=draft.created_by, template=second, kind=kind)

    uploaded.refresh_from_db()
    assert (second.version, uploaded.retired_at is None) == (2, False)
    assert nearest(draft.organization, kind) == second


def test_template_of_the_region_is_inherited_until_one_has_ones_own(draft, kind):
    region = draft.organization.parent.parent
    above = MembershipFactory(organization=region, role="coordinator")
    regional = upload(member=above, kind=kind, content=word(*TEXT))
    accept(member=above, template=regional, kind=kind)
    assert nearest(draft.organization, kind) == regional

    own = upload(member=draft.created_by, kind=kind, content=word(*TEXT))
    accept(member=draft.created_by, template=own, kind=kind)
    assert nearest(draft.organization, kind) == own

    retire(member=draft.created_by, template=own)
    assert nearest(draft.organization, kind) == regional
    with pytest.raises(PermissionDenied):
        retire(member=draft.created_by, template=regional)


def test_new_draft_takes_the_template_and_is_issued_as_word_only(draft, kind, uploaded):
    member = draft.created_by
    document = documents.create_draft(
        member=member, kind=kind, year=SchoolYear(draft.school_year), fields=draft.fields
    )
    document = documents.register(
        document=document, member=member, dated_on=date(2026, 10, 1), number="9"
    )

    (file,) = document.files.all()
    with file.file.open() as stored:
        assert lines_of(stored.read())[1] == "Приказ № 9 от 1 октября 2026 г."
    assert (file.role, document.template_version) == ("docx", uploaded.sha256)


def test_kept_file_never_changes(uploaded):
    with pytest.raises(InternalError), transaction.atomic():
        UploadedTemplate.objects.filter(pk=uploaded.pk).update(sha256="0" * 64)


def test_points_are_read_as_they_are_printed(draft):
    draft.fields["points"] = [{"code": "", "text": "Отделу:\nпечатать"}]

    assert printed_points(render(draft).body) == ["1. Отделу:", "1.1. печатать."]
