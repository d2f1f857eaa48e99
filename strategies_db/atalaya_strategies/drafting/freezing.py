"""What a snapshot holds: every text and source as they were, and a digest by which a copy is known to be the same."""

import hashlib
from collections.abc import Sequence
from typing import Any

import orjson

from atalaya_strategies.drafting.models import DraftSection, DraftSource

_SECTION = {"id", "level", "element", "title", "body", "version"}
_SOURCE = {"number", "place", "page", "quote", "citation", "address"}


def content_of(sections: Sequence[DraftSection], sources: Sequence[DraftSource]) -> dict[str, Any]:
    """The texts and sources as plain values, in order."""
    return {
        "sections": [one.model_dump(mode="json", include=_SECTION) for one in sections],
        "sources": [one.model_dump(mode="json", include=_SOURCE) for one in sources],
    }


def digest_of(title: str, content: dict[str, Any]) -> bytes:
    """SHA-256 of title and content as JSON with sorted keys, in UTF-8 without spaces."""
    return hashlib.sha256(orjson.dumps({"title": title, **content}, option=orjson.OPT_SORT_KEYS)).digest()
