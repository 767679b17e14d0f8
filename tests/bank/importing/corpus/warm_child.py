"""Reads many files in one limited process; the reader of the site takes one file a process."""

import base64
import json
import runpy


def answer(reader, content, lock):
    """Yield for each [kind, base64] of a JSON list what the reader yields for it."""
    read = runpy.run_path(reader)["answer"]
    files = [(kind, base64.b64decode(data)) for kind, data in json.loads(content)]
    lock()
    for kind, data in files:
        yield {"answers": list(read(kind, data, lambda: None))}
