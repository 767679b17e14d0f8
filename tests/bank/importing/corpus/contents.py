"""All of the corpus by name."""

from tests.bank.importing.corpus import layouts, messy, messy_sheets, own_layouts
from tests.bank.importing.corpus.tables import Layout, Messy

LAYOUTS = {
    name: found
    for module in (layouts, own_layouts)
    for name, found in vars(module).items()
    if isinstance(found, Layout)
}
MESSY = {
    name: found
    for module in (messy, messy_sheets)
    for name, found in vars(module).items()
    if isinstance(found, Messy)
}
REFUSED = messy_sheets.REFUSED
