"""How high a row of a sheet is whose text wraps: Excel fits rows without a height, others do not.

Limited child processes load it too, so it imports nothing of Django.
"""

# Of Excel: widths are told in digits of the usual font, heights in points.
USUAL_SIZE, USUAL_HEIGHT, TALLEST = 11.0, 15.0, 409.0
# A line is so much higher than its font; a letter so much wider than a digit.
LINE, LETTER = 1.36, 1.1


def text_height(text: str, width: float, size: float = USUAL_SIZE) -> float:
    """Points that a wrapped text takes in a cell so wide; 0 where it fits one usual line."""
    room = int(width * USUAL_SIZE / size / LETTER)
    if room < 1 or (len(text) <= room and "\n" not in text and size <= USUAL_SIZE):
        return 0
    lines = sum(_lines(line, room) for line in text.split("\n"))
    return min(round(lines * size * LINE, 1), TALLEST)


def _lines(text: str, room: int) -> int:
    """Lines of so many letters; a word longer than a line goes on in the next ones."""
    if len(text) <= room:
        return 1
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + (used > 0)
        if used > room:
            lines, used = lines + (used - 1) // room, (used - 1) % room + 1
    return lines
