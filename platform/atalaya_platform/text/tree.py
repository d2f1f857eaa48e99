"""Kept HTML as a tree of plain values, so that a document is built from data and never from markup."""

from html.parser import HTMLParser
from typing import Any, Final

Node = dict[str, Any] | str

INLINE: Final = frozenset({"p", "code", "pre", "a", "strong", "em", "s", "td", "th"})
"""Elements in which white space between two others counts."""
VOID: Final = frozenset({"br", "hr", "img"})
KEPT: Final = frozenset(
    {
        *("p", "blockquote", "pre", "code", "strong", "em", "s", "ul", "ol", "li", "a", "table"),
        *("thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6"),
    }
)


class _Builder(HTMLParser):
    """Collects elements with their children; what is not on the list above gives only its text."""

    def __init__(self, anchors: str) -> None:
        super().__init__(convert_charrefs=True)
        self._followed = ("https://", "mailto:", *([anchors] if anchors else []))
        self.root: dict[str, Any] = {"t": "root", "c": []}
        self._open: list[dict[str, Any]] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in VOID:
            self._open[-1]["c"].append({"t": tag, "alt": values.get("alt") or "", "c": []})
        elif tag in KEPT:
            node: dict[str, Any] = {"t": tag, "c": []}
            href = values.get("href") or ""
            if tag == "a" and href.startswith(self._followed):
                node["href"] = href
            if tag == "ol":
                start = values.get("start") or "1"
                node["start"] = int(start) if start.isdecimal() else 1
            self._open[-1]["c"].append(node)
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node["t"] == tag for node in self._open[1:]):
            while self._open.pop()["t"] != tag:
                pass

    def handle_data(self, data: str) -> None:
        parent = self._open[-1]
        if not any(node["t"] == "pre" for node in self._open):
            data = data.replace("\n", " ")
            if parent["c"] and isinstance(parent["c"][-1], dict) and parent["c"][-1]["t"] == "br":
                data = data.lstrip(" ")
        if data.strip() or parent["t"] in INLINE:
            parent["c"].append(data)


def tree(html: str, *, anchors: str = "") -> list[Node]:
    """The elements of a sanitised fragment: `{"t": tag, "c": children}` and texts.

    Of links to this site none is kept but those whose address begins with `anchors`, such as `#source-`.
    """
    builder = _Builder(anchors)
    builder.feed(html)
    builder.close()
    children: list[Node] = builder.root["c"]
    return children
