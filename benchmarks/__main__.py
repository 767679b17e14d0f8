import argparse
import os
import sys

import django
from django.test.utils import setup_databases, teardown_databases


def main() -> int:
    """Run one benchmark on a database of its own; exit status 1 when a figure is SHORT."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")
    django.setup()
    from benchmarks import (  # noqa: PLC0415 -- app ready
        banks,
        cascade,
        documents,
        importing,
        matching,
        monitoring,
        pages,
        reviewing,
        roadmaps,
    )

    benchmarks = {
        "import": [importing.figures, banks.figures],
        "documents": [documents.figures],
        "matching": [matching.figures],
        "monitoring": [monitoring.figures],
        "pages": [pages.figures],
        "roadmaps": [roadmaps.figures, cascade.figures, reviewing.figures],
    }
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("name", choices=sorted(benchmarks))
    name = parser.parse_args().name
    before = setup_databases(verbosity=0, interactive=False)
    try:
        found = []
        for figure in (figure for figures in benchmarks[name] for figure in figures()):
            print(figure, flush=True)  # noqa: T201
            found.append(figure)
    finally:
        teardown_databases(before, verbosity=0)
    worst = max(found, key=lambda figure: figure.ratio / figure.target)
    print(f"worst: {worst}")  # noqa: T201
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
