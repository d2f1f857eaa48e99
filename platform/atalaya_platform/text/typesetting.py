"""PDF from a fixed template that takes everything as data, so that no text becomes markup."""

from pathlib import Path
from typing import Any

import orjson


def typeset(template: Path, values: dict[str, Any]) -> bytes:
    """The template with `values` as JSON in its input `data`; takes up to seconds of one core: call it in a thread.

    The template reaches no file outside its folder. The typesetter is loaded when first needed, not with every start.
    """
    import typst

    made = typst.compile(
        str(template),
        format="pdf",
        sys_inputs={"data": orjson.dumps(values).decode()},
        root=str(template.parent),
        ignore_system_fonts=True,
    )
    if not isinstance(made, bytes):
        raise TypeError("the typesetter gave no single document")
    return made
