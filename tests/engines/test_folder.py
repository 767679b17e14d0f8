import os

import pytest

from mentorship.engines.account import Account
from mentorship.engines.errors import EnginesError
from mentorship.engines.folder import DataFolder


@pytest.fixture
def folder(tmp_path):
    folder = DataFolder(tmp_path / "новая" / "data")
    folder.open()
    yield folder
    folder.remove_sockets()


def test_new_folder_and_its_parents_are_private(folder):
    assert (folder.path.stat().st_mode & 0o777, folder.path.parent.stat().st_mode & 0o777) == (
        0o700,
        0o700,
    )


def test_folder_is_held_until_the_last_holder_leaves(folder):
    first, second = folder.hold(), folder.hold()
    first.close()
    held_by_one = folder.is_held()
    second.close()

    assert (held_by_one, folder.is_held()) == (True, False)


def test_two_names_of_a_folder_share_its_sockets(folder, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(folder.path)
    other = DataFolder(link)
    other.open()

    assert other.sockets == folder.sockets
    assert len(os.fsencode(folder.sockets / ".s.PGSQL.5432")) < 107


def test_sockets_folder_put_by_somebody_else_is_refused(folder, tmp_path):
    folder.sockets.symlink_to(tmp_path)

    with pytest.raises(EnginesError):
        folder.make_sockets(Account(os.geteuid(), os.getegid()))

    folder.sockets.unlink()
