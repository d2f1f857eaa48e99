"""An exported draft as Markdown: sources as footnotes, the label first and last."""

import re
from typing import Final

from atalaya_strategies.drafting.export.document import Exported, writable

_HEADING: Final = re.compile(r"^ {0,3}(#{1,6})(?=[ \t]|$)")
_FENCE: Final = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_BELOW: Final = 3
"""Headings of a section's text stand so many levels below where they were written."""


def _line(text: str) -> str:
    """A text of one line in which nothing is a mark."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", " ".join(text.split()))


def _lowered(body: str) -> str:
    """The text with its headings below those of the document, but not what stands in code."""
    lines, fence = [], ""
    for line in body.splitlines():
        found = _FENCE.match(line)
        if fence:
            fence = "" if found and found[1].startswith(fence) else fence
        elif found:
            fence = found[1]
        else:
            line = _HEADING.sub(lambda one: "#" * min(6, len(one[1]) + _BELOW), line)
        lines.append(line)
    return "\n".join([*lines, fence] if fence else lines)


def to_markdown(document: Exported) -> str:
    """The whole as one file."""
    lines = [f"**{document.label.value}**", "", f"# {_line(document.title)}", ""]
    lines += [f"{_line(document.words['kind'])}: {_line(document.state)}", ""]
    lines += [f"- {name}: {_line(value)}" for name, value in document.facts()]
    for chapter in document.chapters:
        lines += ["", f"{'#' * (chapter.level + 1)} {_line(chapter.title)}", ""]
        if chapter.body.strip():
            lines.append(_lowered(chapter.body).strip("\n"))
    if document.sources:
        lines += ["", f"## {document.words['sources']}", ""]
        for source in document.sources:
            quote = f" “{_line(source.quote)}”" if source.quote else ""
            address = f" <{source.address}>" if source.address else ""
            lines.append(f"[^{source.number}]: {_line(source.citation)}{quote}{address}")
    return writable("\n".join([*lines, "", f"**{document.label.value}**", ""]))
