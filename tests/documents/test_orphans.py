import os
import resource
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.documents import services
from mentorship.documents.invariants import breaches
from mentorship.documents.models import NumberSeries, TakenNumber
from mentorship.documents.orphans import drop_orphans, orphans
from mentorship.documents.rendering import render
from tests.documents.issuing import DAY, director_of, issue

pytestmark = pytest.mark.django_db
YESTERDAY_AND_MORE = 25 * 3600


def age(path):
    changed_at = path.stat().st_mtime - YESTERDAY_AND_MORE
    os.utime(path, (changed_at, changed_at))


def files():
    root = Path(default_storage.location)
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.fixture
def left_behind(draft):
    """Files of a registration that was rolled back after all of it was done, a day ago."""
    director = director_of(draft)
    with transaction.atomic():
        issue(draft, director)
        transaction.set_rollback(True)
    draft.refresh_from_db()
    for path in files():
        age(path)
    return director


def test_rolled_back_registration_leaves_files_that_are_named(left_behind):
    names = sorted(str(path.relative_to(default_storage.location)) for path in files())

    assert len(names) == 2
    assert breaches() == [f"файл {name}: ни один документ его не знает" for name in names]


def test_old_files_without_a_row_are_taken_away_and_no_others(left_behind, draft):
    issue(draft, left_behind)
    kept = {row.file.name for row in draft.files.all()}
    for path in files():
        age(path)

    assert drop_orphans() == 2
    assert {str(path.relative_to(default_storage.location)) for path in files()} == kept


def test_file_of_today_and_of_another_name_stay(left_behind):
    first, second = files()
    first.rename(first.with_name("письмо.pdf"))
    os.utime(second)

    assert (orphans(), drop_orphans(), len(files())) == ([], 0, 2)


def unwritable(settings, folder):
    """A folder that takes nothing, whoever asks: root writes past any mode."""
    blocked = Path(folder) / "media"
    blocked.write_text("a file where the folder should be")
    settings.MEDIA_ROOT = blocked


def test_folder_that_cannot_be_made_registers_nothing(draft, settings, tmp_path):
    draft.organization.order_numbering = "own"
    draft.organization.save()
    unwritable(settings, tmp_path)

    with pytest.raises(DomainError, match="нет места"):
        services.register(document=draft, member=director_of(draft), dated_on=DAY)

    draft.refresh_from_db()
    assert (draft.state, draft.number, draft.acquaintances.count()) == ("draft", "", 0)
    assert (TakenNumber.objects.count(), NumberSeries.objects.count()) == (0, 0)


@pytest.fixture
def take_bytes():
    """The real file system refuses a file longer than so many bytes, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("files_that_fit", [0, 1])
def test_full_disk_leaves_a_draft_and_no_file(draft, take_bytes, files_that_fit):
    sizes = sorted([len(render(draft).docx()), len(render(draft).pdf())])
    director = director_of(draft)

    take_bytes([1000, sum(sizes) // 2][files_that_fit])
    with pytest.raises(DomainError, match="нет места"):
        issue(draft, director)
    take_bytes(resource.getrlimit(resource.RLIMIT_FSIZE)[1])

    draft.refresh_from_db()
    assert (draft.state, draft.number, files()) == ("draft", "", [])
    assert issue(draft, director).number == "204-ОД"
