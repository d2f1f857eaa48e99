"""The catalogue for feed readers (Atom, RFC 4287) and for search engines (sitemaps.org 0.9)."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.places import places

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_ADDRESSES = 50_000
"""Of one sitemap, by its protocol."""
BEGUN = datetime(2026, 11, 1, tzinfo=UTC)
"""How old a feed without entries is: always the same, so that nobody takes it for news."""
_NEVER_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _NEVER_IN_XML.sub("", text) or None


def _written(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def as_atom(rows: Sequence[Edition], *, name: str, address: str, own: str) -> bytes:
    """A feed of editions. `address` is the installation's, `own` the feed's."""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _text(feed, "id", own)
    _text(feed, "title", f"{name}: strategies and instruments newly in the catalogue")
    _text(feed, "updated", _moment(max((row.changed_at for row in rows), default=BEGUN)))
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{address}/strategies"})
    _text(SubElement(feed, "author"), "name", name)
    for row in rows:
        entry = SubElement(feed, "entry")
        _text(entry, "id", f"urn:uuid:{row.id}")
        _text(entry, "title", f"{places()[row.place].names['en']}: {row.title_en}")
        _text(entry, "published", _moment(row.published_at or row.created_at))
        _text(entry, "updated", _moment(row.changed_at))
        SubElement(entry, "link", {"rel": "alternate", "href": f"{address}/strategies/editions/{row.id}"})
        SubElement(entry, "category", {"term": row.kind})
        facts = (row.title_original, row.issuing_body, row.adopted, row.status.replace("_", " "))
        _text(entry, "summary", " · ".join(filter(None, facts)))
        _text(entry, "rights", "TLP:CLEAR")
    return _written(feed)


def as_sitemap(rows: Iterable[Any], codes: Iterable[str], address: str) -> bytes:
    """Every public page: the catalogue, each state's and body's, each edition's (`rows` have `id` and `changed_at`)."""
    pages: list[tuple[str, datetime | None]] = [(f"{address}/strategies", None)]
    pages += [(f"{address}/strategies/places/{code}", None) for code in codes]
    pages += [(f"{address}/strategies/editions/{row.id}", row.changed_at) for row in rows]
    root = Element("urlset", {"xmlns": SITEMAP})
    for location, changed_at in pages[:MOST_ADDRESSES]:
        page = SubElement(root, "url")
        _text(page, "loc", location)
        if changed_at is not None:
            _text(page, "lastmod", _moment(changed_at))
    return _written(root)
