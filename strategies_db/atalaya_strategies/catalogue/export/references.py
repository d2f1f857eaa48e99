"""Editions for reference managers: BibTeX and RIS."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from atalaya_platform.search.text import fold
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.catalogue.vocabulary import EditionKind

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}$&%#_"},
}
_TEX_SIGN = re.compile(f"[{re.escape(''.join(_TEX))}]")
_KEY_WORDS = 4
_LEGAL = {EditionKind.LAW, EditionKind.INTERNATIONAL_INSTRUMENT}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def tex(text: str) -> str:
    """The text as TeX shows it: every sign with a meaning of its own is escaped."""
    return _TEX_SIGN.sub(lambda found: _TEX[found[0]], _one_line(text))


def _address(url: str) -> str:
    """An address between braces: what would end or escape them is percent-encoded, the rest is left as it is."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=-._~")


def _title(row: Edition) -> str:
    return row.title_original or row.title_en


def _translation(row: Edition) -> str:
    """The English title where the text has another one."""
    return row.title_en if row.title_original and fold(row.title_original) != fold(row.title_en) else ""


def _keys(rows: Iterable[Edition]) -> Iterator[tuple[str, Edition]]:
    """A citation key for each: place, year and the first words of the English title; a letter tells equals apart."""
    given: dict[str, int] = {}
    for row in rows:
        words = re.findall("[a-z0-9]+", fold(row.title_en))[:_KEY_WORDS]
        key = "-".join([f"{row.place.lower()}{row.adopted[:4]}", *words])
        number = given[key] = given.get(key, 0) + 1
        yield (key if number == 1 else f"{key}-{number}"), row


def _bibtex(key: str, row: Edition) -> str:
    name = places()[row.place].names["en"]
    translation = _translation(row)
    note = ". ".join(filter(None, [f"In English: {tex(translation)}" if translation else "", tex(row.note)]))
    fields = {
        "title": f"{{{tex(_title(row))}}}",
        "author": f"{{{tex(row.issuing_body or name)}}}",
        "year": row.adopted[:4],
        "institution": tex(name),
        "language": row.language,
        "url": _address(row.document_url or row.source_url),
        "note": note,
    }
    kind = "misc" if row.kind in _LEGAL else "techreport"
    if kind == "misc":
        fields["howpublished"] = fields.pop("institution")
    lines = [f"  {field} = {{{value}}}" for field, value in fields.items() if value]
    if len(row.adopted) >= len("2015-05"):
        lines.append(f"  month = {_MONTHS[int(row.adopted[5:7]) - 1]}")
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def as_bibtex(rows: Iterable[Edition]) -> str:
    """BibTeX in UTF-8; laws and international instruments are `@misc`, everything else is `@techreport`."""
    return "\n".join(_bibtex(key, row) for key, row in _keys(rows))


def _ris_date(adopted: str) -> str:
    """`YYYY/MM/DD/`, with what is not known left out between the slashes."""
    parts = [*adopted.split("-"), "", ""][:3]
    return "/".join(parts) + "/" if adopted else ""


def _ris(key: str, row: Edition) -> str:
    fields = [
        ("TY", "STAT" if row.kind == EditionKind.LAW else "GOVDOC"),
        ("ID", key),
        ("TI", _title(row)),
        ("TT", _translation(row)),
        ("AU", row.issuing_body or places()[row.place].names["en"]),
        ("PY", row.adopted[:4]),
        ("DA", _ris_date(row.adopted)),
        ("CY", places()[row.place].names["en"]),
        ("LA", row.language),
        ("UR", row.document_url or row.source_url),
        ("N1", row.note),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def as_ris(rows: Iterable[Edition]) -> str:
    """RIS, one record an edition; every value is one line, so that none can begin a field of its own."""
    return "\r\n".join(_ris(key, row) for key, row in _keys(rows))
