"""Sign-ins of the demo: generated at set-up, kept in the data folder for its owner only."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class DemoAccount:
    role: str
    organization: str
    organization_code: str
    email: str
    password: str
    # The role in Russian, for people; `role` is for programs.
    role_title: str = ""


def _path() -> Path:
    return Path(settings.DATA_DIR) / "demo_accounts.json"


def demo_accounts() -> list[DemoAccount]:
    """The sign-ins of this data folder; empty where no demo data was loaded."""
    try:
        return [DemoAccount(**row) for row in json.loads(_path().read_text())]
    except FileNotFoundError:
        return []


def keep_demo_accounts(accounts: list[DemoAccount]) -> None:
    """Write them with mode 0600, whole or not at all."""
    temporary = _path().with_suffix(".new")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump([asdict(account) for account in accounts], file, ensure_ascii=False, indent=1)
    temporary.replace(_path())
