import os
import subprocess
from pathlib import Path

from tests.engines.conftest import OURS

ROOT = Path(__file__).parents[2]


def bash(script, **options):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return subprocess.run(
        ["bash", "-c", script, "bash", str(ROOT)],
        env=inherited | options.pop("environment", {}),
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def test_commands_are_bash_that_ends_in_python_or_another_command():
    for path in ROOT.joinpath("bin").glob("[a-z]*"):
        last = path.read_text().splitlines()[-1]
        assert (os.access(path, os.X_OK), last.split()[0]) == (True, "exec"), path.name


def test_relative_data_folder_is_taken_from_the_callers_directory(tmp_path):
    done = bash(
        'source "$1/bin/_prepare"; printf %s "$MENTORSHIP_DATA"',
        cwd=tmp_path,
        environment={"MENTORSHIP_DATA": "моя папка"},
    )

    assert (done.stdout, done.stderr) == (f"{tmp_path}/моя папка", "")


def test_project_is_found_through_a_link(tmp_path):
    tmp_path.joinpath("prepare ссылка").symlink_to(ROOT / "bin/_prepare")

    done = bash('source "./prepare ссылка"; printf %s "$project"', cwd=tmp_path)

    assert (done.stdout, done.stderr) == (str(ROOT), "")


def test_missing_packages_are_told_to_an_ordinary_user_in_one_line():
    done = bash(
        """
        source "$1/bin/_prepare"
        missing_packages() { printf '%s\\n' chromium poppler-utils; }
        apt_install() { return 1; }
        install_packages test; echo unreachable
        """
    )

    command = "sudo apt-get install -y --no-install-recommends chromium poppler-utils"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == f"Не хватает пакетов. Выполните: {command}"


def test_site_goes_on_without_pdf():
    done = bash(
        """
        source "$1/bin/_prepare"
        missing_packages() { printf '%s\\n' "${pdf_packages[@]}"; }
        apt_install() { return 1; }
        install_packages run; echo goes on
        """
    )

    assert (done.returncode, done.stdout) == (0, "goes on\n")
    assert done.stderr.splitlines()[-1].startswith("PDF пока недоступен. Выполните: sudo apt-get ")


def test_manage_works_from_anywhere_through_a_link_and_reads_its_input(tmp_path):
    tmp_path.joinpath("управление").symlink_to(ROOT / "bin/manage")
    data = {"MENTORSHIP_DATA": "data", "MENTORSHIP_DEMO": "0"}

    done = bash("./управление help --commands", cwd=tmp_path, environment=data)

    assert (done.returncode, "setup" in done.stdout.split()) == (0, True)
    assert tmp_path.joinpath("data/postgres/PG_VERSION").exists()
