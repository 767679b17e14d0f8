import secrets

# Without letters and digits that look alike on paper.
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def new_password() -> str:
    """16 letters and digits in four groups: easy to copy from a sheet, never a constant."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
