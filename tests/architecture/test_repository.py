import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("mentorship", "roadmaps", "monitoring")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SOURCES = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
# Django finds these by name.
FOUND_BY_NAME = {"400.html", "403.html", "404.html", "500.html"}


def text_of_everything():
    sources = "\n".join(path.read_text() for path in SOURCES)
    return sources + "\n".join(path.read_text() for path in TEMPLATES)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_templates_keep_the_content_policy_and_their_size(path):
    text = path.read_text()

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)", text) == []
    assert len(text.splitlines()) <= 150
    assert "|safe" not in text


def test_every_template_is_used():
    everything = text_of_everything()
    names = {str(path.relative_to(ROOT / "templates")) for path in TEMPLATES} - FOUND_BY_NAME

    unused = {n for n in names if n not in everything and not implied(n)}

    assert unused == set()


def implied(name):
    """Texts of documents are taken by their kind's folder."""
    return name.startswith("documents/") and name.count("/") > 1


def test_no_rooms_for_odds_and_ends():
    banned = {"utils.py", "helpers.py", "common.py", "misc.py"}

    assert [path for path in SOURCES if path.name in banned] == []


def test_modules_fit_in_one_head():
    long = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > 400
    }

    assert long == set()


def test_env_example_documents_every_variable():
    settings = (ROOT / "mentorship/settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings)) | {
        "SECRET_KEY",
        "SITE_URL",
        "DATABASE_URL",
        "DATABASE_OWNER_URL",
        "REDIS_URL",
    }
    documented = set(
        re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE)
    )

    assert documented == read


def test_readme_names_every_command():
    readme = (ROOT / "README.md").read_text()
    commands = {path.name for path in (ROOT / "bin").iterdir() if not path.name.startswith("_")}

    assert {name for name in commands if f"bin/{name}" not in readme} == set()


def test_files_name_no_machine_and_no_registry():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    foreign = re.compile(r"/(?:work|root)/[a-z]|https?://[a-z.]*(?:pythonhosted|pypi|npmjs)\.")

    breaches = [
        name
        for name in listed.split("\0")
        if name
        and (ROOT / name).suffix in {".py", ".html", ".md", ".txt", ".toml", ".yml", ".js"}
        and name != "tests/architecture/test_repository.py"
        and foreign.search((ROOT / name).read_text())
    ]
    assert breaches == []
