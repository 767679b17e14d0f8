class EnginesError(Exception):
    """A refusal in one Russian line for the person who gave the command."""
