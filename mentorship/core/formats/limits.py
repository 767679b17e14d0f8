"""How much of a table is read (F7): a list of people is never longer."""

MAX_COLUMNS = 100
MAX_ROWS = 10_000
MAX_SHEETS = 50
MAX_NAME = 100  # of a sheet; Excel itself takes 31
MAX_CELLS = 2_000_000  # of all sheets together: two of the largest
MAX_TEXT = 32_767  # what a cell of Excel holds
