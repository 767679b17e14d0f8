"""The best total by successive best paths over a network, written without SciPy."""


def best_total(scores, worth, capacities):
    """Greatest sum of `scores` over `worth` places, a row once, a column `capacities` times."""
    taken, total = {}, 0
    while gain := _best_path(scores, worth, capacities, taken):
        value, path = gain
        taken |= dict(path)
        total += value
    return total


def _best_path(scores, worth, capacities, taken):
    """The alternating path of the greatest gain: [(row, its new column), …], None without gain."""
    rows, columns = range(len(scores)), range(len(capacities))
    loads = [sum(c == column for c in taken.values()) for column in columns]
    best = {column: (0, []) for column in columns if loads[column] < capacities[column]}
    # best[c]: the greatest gain of making one place free at column c.
    for _ in rows:
        for row, old in taken.items():
            for column, (gain, path) in list(best.items()):
                moved = gain + scores[row][column] - scores[row][old]
                known = best.get(old, (-(10**9), []))[0]
                if worth[row][column] and moved > known and row not in dict(path):
                    best[old] = (moved, [*path, (row, column)])
    ends = [
        (gain + scores[row][column], [*path, (row, column)])
        for column, (gain, path) in best.items()
        for row in rows
        if row not in taken and worth[row][column]
    ]
    value, path = max(ends, default=(0, []))
    return (value, path) if value > 0 else None
