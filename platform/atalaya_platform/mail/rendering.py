"""Fills the templates: one per kind of mail, drawn twice, with blocks for HTML and with blocks for plain text."""

import re
import textwrap
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from atalaya_platform.mail.catalogue import Catalogue

Form = Literal["html", "txt"]

_WIDTH: Final = 76
# TLP 2.0's colours, to stand on black (FIRST, first.org/tlp).
_COLOURS: Final = {
    "TLP:CLEAR": "#ffffff",
    "TLP:GREEN": "#33ff00",
    "TLP:AMBER": "#ffc000",
    "TLP:AMBER+STRICT": "#ffc000",
    "TLP:RED": "#ff2b2b",
}


def _fill(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        text, _WIDTH, break_long_words=False, break_on_hyphens=False, initial_indent=first, subsequent_indent=rest
    )


def _quoted(text: str) -> str:
    """As a quotation in plain text; paragraphs stay apart."""
    lines = [_fill(line, "> ", "> ") if line.strip() else ">" for line in text.strip().splitlines()]
    return "\n".join(lines)


@cache
def _environment(form: Form) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        # By form and not by name: one template per kind serves both.
        autoescape=select_autoescape((), (), default=form == "html", default_for_string=form == "html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fill"] = _fill
    environment.filters["quoted"] = _quoted
    return environment


def render(form: Form, template: str, catalogue: Catalogue, **values: Any) -> str:
    """One part of a mail. `values` are the frame's: subject, label, installation, address, unsubscribe, c."""
    environment = _environment(form)
    words = catalogue.html if form == "html" else catalogue.text
    shared = {"html": words, "when": catalogue.when, "language": catalogue.language, "colours": _COLOURS}
    shared["role"] = lambda name: words(f"role.{name}") if f"role.{name}" in catalogue else name
    blocks = environment.get_template(f"_blocks.{form}.j2", globals=shared).make_module(shared)
    text = environment.get_template(f"_frame.{form}.j2").render(template=template, b=blocks, **shared, **values)
    # Blocks bring their own empty lines; where several meet, one is enough.
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
