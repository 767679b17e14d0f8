class DomainError(Exception):
    """A rule of the field forbids this; the text is shown to the user as it is, in Russian."""
