"""What is indexed: a document with the audience that may find it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from atalaya_platform.search.stems import LANGUAGES
from atalaya_platform.search.text import clean

MAX_TITLE = 1_000
MAX_BODY = 256 * 1024
MAX_FACET_BYTES = 150

SEARCHABLE_AUDIENCES = frozenset({"public", "clear", "community", "amber", "strict"})
"""The kinds of audience that an engine may hold. `named` is not one of them."""

_LARGEST_NUMBER = 2**53
_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_AUDIENCE = re.compile(r"[a-z]+(:[a-z0-9-]{1,80})?")


def require_name(name: str) -> str:
    """A kind or facet name, or a `ValueError`: they become field names, so they are letters, digits and `_`."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name for a kind or facet: use up to 40 of a-z, 0-9 and _")
    return name


def require_id(value: str) -> str:
    """An id of a document or its parent, or a `ValueError`."""
    if not _ID.fullmatch(value):
        raise ValueError(f"{value!r} is no id for a search document: use up to 200 letters, digits, - and _")
    return value


def require_audience(token: str) -> str:
    """The audience token of a document that may be indexed, or a `ValueError`.

    What is for named people only (TLP:RED, direct messages) is never in a search engine: its own readers find
    it by a search in the database.
    """
    if not _AUDIENCE.fullmatch(token) or token.partition(":")[0] not in SEARCHABLE_AUDIENCES:
        raise ValueError(
            f"a document for the audience {token!r} is never indexed: only {', '.join(sorted(SEARCHABLE_AUDIENCES))}"
        )
    return token


def facet_value(value: str) -> str:
    """A facet value as it is stored and compared: cleaned, on one line, at most 150 bytes of UTF-8."""
    return " ".join(clean(value).split()).encode()[:MAX_FACET_BYTES].decode(errors="ignore").rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One thing to find. `audience` is the token that a person must hold to find it, count it or see its facets.

    Several documents may share a `parent_id`, such as the passages of one strategy: the parent is what access is
    asked for and what is deleted or replaced as a whole; `position` orders them within it. It is the document's
    own id when not given. `spans` name places of the body (name, start, end, in characters) which a query may ask
    to be marked; they are dropped if cleaning moves them. `extra` is handed back with a hit and not searched.
    `facets` are further values to count and filter by, besides kind, language, country, group, organisation and tag.
    `language` is one of en, es, pt, fr, or empty when unknown (then it is found by its words, not by their stems).

    Title and body are cleaned. Raises `ValueError` for what no engine may or can hold.
    """

    id: str
    kind: str
    audience: str
    title: str
    created_at: datetime
    body: str = ""
    language: str = ""
    url: str = ""
    group_id: UUID | None = None
    organisation_id: UUID | None = None
    country: str | None = None
    tags: tuple[str, ...] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    parent_id: str = ""
    position: int = 0
    spans: Sequence[tuple[str, int, int]] = ()
    extra: Mapping[str, str | int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        require_audience(self.audience)
        require_id(self.id)
        require_name(self.kind)
        if self.language and self.language not in LANGUAGES:
            raise ValueError(f"language {self.language!r} is none of {', '.join(LANGUAGES)} nor empty")
        if self.created_at.tzinfo is None:
            raise ValueError("created_at needs a time zone")
        if any(isinstance(value, int) and abs(value) > _LARGEST_NUMBER for value in self.extra.values()):
            raise ValueError("numbers in extra must be exact in JSON: at most 2^53")
        if len(self.body) > MAX_BODY:
            raise ValueError(f"a body of {len(self.body)} characters is too long to index: split it into passages")
        own = {"kind", "language", "country", "group", "organisation", "tag"}
        for name in self.facets:
            if require_name(name) in own:
                raise ValueError(f"the facet {name!r} has a field of its own")
        put = object.__setattr__
        put(self, "parent_id", require_id(self.parent_id or self.id))
        put(self, "title", " ".join(clean(self.title).split())[:MAX_TITLE])
        put(self, "spans", tuple(self.spans) if clean(self.body) == self.body else ())
        put(self, "body", clean(self.body))
        put(self, "url", clean(self.url))
        put(
            self,
            "extra",
            {clean(name): clean(value) if isinstance(value, str) else value for name, value in self.extra.items()},
        )

    @property
    def facet_values(self) -> dict[str, tuple[str, ...]]:
        """Everything that this document can be counted and filtered by; facets without a value are left out."""
        values: dict[str, Sequence[str]] = {
            "kind": (self.kind,),
            "language": (self.language,),
            "country": (self.country or "",),
            "group": (str(self.group_id or ""),),
            "organisation": (str(self.organisation_id or ""),),
            "tag": self.tags,
            **self.facets,
        }
        stored = {name: tuple(dict.fromkeys(filter(None, map(facet_value, given)))) for name, given in values.items()}
        return {name: given for name, given in stored.items() if given}
