"""An exported topic as Markdown, its label on the first and the last line."""

import re

from atalaya_forum.topics.export.document import Exported

_LINE_BREAKS = re.compile(r"\s+")
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")


def escaped(text: str) -> str:
    """Text of one line that Markdown takes as it is."""
    return _SIGNS.sub(r"\\\1", _LINE_BREAKS.sub(" ", text).strip())


def to_markdown(document: Exported) -> str:
    """The whole document."""
    label = document.topic.label.value
    lines = [f"**{label}**", "", f"# {escaped(document.topic.title)}", ""]
    lines += [f"- {name}: {escaped(value)}" for name, value in document.facts()]
    if document.indicators():
        words = document.words
        lines += ["", f"## {words['indicators']}", ""]
        lines += [f"| {words['type']} | {words['value']} | {words['comment']} |", "|---|---|---|"]
        lines += [f"| {kind} | {escaped(value)} | {escaped(note)} |" for kind, value, note in document.indicators()]
    for post in document.posts:
        lines += ["", "---", "", f"## {escaped(document.heading(post))}", ""]
        trace = document.trace(post)
        lines += [f"*{escaped(trace)}*" if trace else post.body.rstrip()]
        if document.files(post):
            lines += ["", f"*{escaped(document.files(post))}*"]
    lines += ["", "---", "", f"{escaped(document.taken)}. {document.part or ''}".strip(), "", f"**{label}**", ""]
    return "\n".join(lines)
