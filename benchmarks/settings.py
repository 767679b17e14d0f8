"""The site that a benchmark asks over HTTP: its database, the floor page, plain static files."""

import os
from pathlib import Path

from mentorship.settings import *  # noqa: F403 -- all but what follows is the product's
from mentorship.settings import DATABASES, STORAGES, TEMPLATES

DATABASES["default"]["NAME"] = os.environ["BENCHMARK_DATABASE"]
ROOT_URLCONF = "benchmarks.floor"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates", *TEMPLATES[0]["DIRS"]]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
