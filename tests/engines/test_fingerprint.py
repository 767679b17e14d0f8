from mentorship.engines.fingerprint import Stamp, fingerprint, setup_sources
from mentorship.engines.folder import PROJECT


def test_fingerprint_depends_on_files_and_words():
    readme, settings = PROJECT / "manage.py", PROJECT / "mentorship/settings.py"
    marks = {
        fingerprint([readme]),
        fingerprint([settings]),
        fingerprint([readme, settings]),
        fingerprint([readme], "demo"),
    }

    assert len(marks) == 4
    assert fingerprint([settings, readme]) == fingerprint([readme, settings, readme])


def test_setup_depends_on_migrations_reference_data_and_locked_libraries():
    names = {str(path.relative_to(PROJECT)) for path in setup_sources()}

    assert names >= {
        "requirements.txt",
        "mentorship/reference.py",
        "mentorship/reference/indicators.json",
        "mentorship/management/commands/setup.py",
        "mentorship/organizations/migrations/__init__.py",
    }


def test_stamp_says_what_was_written_last(tmp_path):
    stamp = Stamp(tmp_path / "setup.stamp")
    before = stamp.says("one")
    stamp.write("one")

    assert (before, stamp.says("one"), stamp.says("two")) == (False, True, False)
