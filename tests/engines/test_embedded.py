import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests.engines.conftest import copy_in

NOTHING_RUNS = {"postgres": None, "valkey": None}
ASK_POSTGRES = """
import os, psycopg2
from environ import Env
url = Env.db_url_config(os.environ["DATABASE_URL"])
connection = psycopg2.connect(host=url["HOST"], user=url["USER"], dbname=url["NAME"])
cursor = connection.cursor()
cursor.execute({query!r})
print(*cursor.fetchone())
"""
ASK_VALKEY = """
import os, redis
print(redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True).{call})
"""


def test_engines_know_cyrillic_in_a_deep_folder_with_spaces(tmp_path):
    copy = copy_in(tmp_path / "Папка с данными" / ("ж" * 100))
    query = "SELECT upper('ёж'), 'Иванова' % 'Иванов', current_user"

    postgres = copy.python(ASK_POSTGRES.format(query=query))
    valkey = copy.python(ASK_VALKEY.format(call="ping()"))

    assert (postgres.stdout, postgres.stderr) == ("ЁЖ True mentorship_app\n", "")
    assert (valkey.stdout, valkey.stderr) == ("True\n", "")


def test_command_keeps_its_directory_its_input_and_its_exit_status(used_copy, tmp_path):
    done = used_copy.run("sh", "-c", "pwd; cat; exit 7", cwd=tmp_path, input="привет")

    assert (done.stdout, done.returncode) == (f"{tmp_path}\nпривет", 7)


def test_last_holder_stops_the_engines(used_copy):
    with used_copy.hold() as first:
        pids = used_copy.pids
        second = used_copy.run("true")
        assert (second.returncode, used_copy.pids) == (0, pids)
        assert None not in pids.values()
        first.communicate()

    assert used_copy.pids == NOTHING_RUNS
    assert not used_copy.folder.sockets.exists()


def test_two_commands_at_once_start_one_pair_of_engines(new_copy):
    with new_copy.hold() as first, new_copy.hold() as second:
        pids = new_copy.pids
        first.communicate()
        assert new_copy.pids == pids
        second.communicate()

    assert (first.returncode, second.returncode) == (0, 0)
    assert new_copy.pids == NOTHING_RUNS


def test_two_first_starts_at_the_same_moment_both_work(new_copy):
    command = [sys.executable, "-P", "-m", "mentorship.embedded", "run", "--no-setup", "--", "true"]
    quiet = {"env": new_copy.environment, "stderr": subprocess.DEVNULL}

    with subprocess.Popen(command, **quiet) as first, subprocess.Popen(command, **quiet) as second:
        assert (first.wait(60), second.wait(60)) == (0, 0)

    assert new_copy.pids == NOTHING_RUNS


def test_killed_engines_start_again_and_have_lost_nothing(used_copy):
    used_copy.python(ASK_VALKEY.format(call="set('answer', 'да')"))
    with used_copy.hold() as holder:
        for pid in used_copy.pids.values():
            os.kill(pid, signal.SIGKILL)
        answer = used_copy.python(ASK_VALKEY.format(call="get('answer')"))
        user = used_copy.python(ASK_POSTGRES.format(query="SELECT current_user"))
        holder.communicate()

    assert (answer.stdout, answer.stderr) == ("да\n", "")
    assert (user.stdout, user.stderr) == ("mentorship_app\n", "")
    assert used_copy.pids == NOTHING_RUNS


def test_killed_command_ends_and_its_engines_are_stopped_by_the_next(used_copy):
    with used_copy.hold() as holder:
        pids = used_copy.pids
        holder.kill()
        assert holder.stdout.read() == ""  # `cat` is gone, though its input is still open

    assert used_copy.pids == pids
    assert used_copy.run("true").returncode == 0
    assert used_copy.pids == NOTHING_RUNS


def test_innocent_process_named_by_a_stale_pid_file_is_left_alone(used_copy):
    with subprocess.Popen(["sleep", "60"], cwd="/") as innocent:
        for name in ("postgres/postmaster.pid", "valkey/valkey.pid"):
            used_copy.data.joinpath(name).write_text(f"{innocent.pid}\n")

        done = used_copy.run("true")

        assert (done.returncode, done.stderr, innocent.poll()) == (0, "", None)
        innocent.kill()


def test_terminated_command_leaves_nothing_running(used_copy):
    with used_copy.hold() as holder:
        holder.terminate()
        assert holder.wait(10) == 128 + signal.SIGTERM

    assert used_copy.pids == NOTHING_RUNS


def test_interrupt_is_left_to_the_command(used_copy):
    with used_copy.hold() as holder:
        holder.send_signal(signal.SIGINT)
        assert holder.communicate("ещё работает\n")[0] == "ещё работает\n"

    assert holder.returncode == 0


def test_given_servers_are_used_as_they_are(new_copy):
    new_copy.environment |= {"DATABASE_URL": "postgres://db/x", "REDIS_URL": "redis://broker"}

    done = new_copy.run("printenv", "DATABASE_URL", "REDIS_URL")

    assert done.stdout == "postgres://db/x\nredis://broker\n"
    assert not new_copy.data.exists()


def test_owner_makes_databases_that_can_search_and_lends_the_other_role(used_copy):
    sql = """
import os, psycopg2
from environ import Env
url = Env.db_url_config(os.environ["DATABASE_OWNER_URL"])
def connect(name):
    connection = psycopg2.connect(host=url["HOST"], user=url["USER"], dbname=name)
    connection.autocommit = True
    return connection.cursor()
connect(url["NAME"]).execute("CREATE DATABASE trial")
cursor = connect("trial")
cursor.execute("CREATE TABLE log (); SET ROLE mentorship_app")
cursor.execute("SELECT has_table_privilege('log', 'SELECT'), cardinality(show_trgm('Ян')) > 0")
print(*cursor.fetchone())
"""
    done = used_copy.python(sql)

    assert (done.stdout, done.stderr) == ("False True\n", "")


def test_folder_of_another_version_is_refused_in_one_line(used_copy):
    version = used_copy.data / "postgres/PG_VERSION"
    kept = version.read_text()
    version.write_text("13\n")
    try:
        done = used_copy.run("true")
    finally:
        version.write_text(kept)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"Папка «{used_copy.data}/postgres» создана PostgreSQL 13, ")


def test_folder_of_another_owner_is_refused_in_one_line(tmp_path):
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    if os.geteuid() == 0:
        os.chown(foreign, 65534, 65534)
    else:
        foreign = Path("/usr")

    done = copy_in(foreign).run("true")

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"Папка данных «{foreign}» принадлежит другому пользователю")


def test_file_in_place_of_the_folder_is_refused_in_one_line(tmp_path):
    tmp_path.joinpath("file").touch()

    done = copy_in(tmp_path / "file" / "data").run("true")

    line = f"Путь к папке данных занят файлом: «{tmp_path}/file/data»\n"
    assert (done.returncode, done.stderr) == (1, line)


def test_unknown_command_is_refused_in_one_line(used_copy):
    done = used_copy.run("no-such-program")

    assert done.returncode == 1
    assert done.stderr == "Не удалось запустить «no-such-program»: No such file or directory\n"
    assert used_copy.pids == NOTHING_RUNS


def test_engines_of_a_deleted_folder_end_with_their_holder(new_copy):
    with new_copy.hold() as holder:
        pids = new_copy.pids.values()
        shutil.rmtree(new_copy.data)
        holder.communicate()

    assert [Path(f"/proc/{pid}").exists() for pid in pids] == [False, False]
