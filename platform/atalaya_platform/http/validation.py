"""What is wrong with an input, in words for people: Pydantic's kinds of errors, and what validators of ours say."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from atalaya_platform.http.wording import Said, said, told

_MOMENT: Final = "Give the date and time with its time zone, for instance 2026-11-23T00:00:00Z."
_DAY: Final = "Give the date as 2026-11-23."
_WHOLE: Final = "Give a whole number."
_TRUTH: Final = "Give true or false."
_ID: Final = "This is not an id. Copy it again."
_TEXT: Final = "Give a text."
_LIST: Final = "Give a list."
_OBJECT: Final = "Give a JSON object."
_CHOICE: Final = "Choose one of these: {expected}."

WORDS: Final[Mapping[str, str]] = {
    "missing": "Field required",
    "extra_forbidden": "This field is not known here. Leave it out.",
    "string_type": _TEXT,
    "string_unicode": "The text holds characters that are not Unicode. Type it again.",
    "string_too_short": "Give at least {min_length} characters.",
    "string_too_long": "Give at most {max_length} characters.",
    "string_pattern_mismatch": "This is not written in the form that is needed here: {pattern}",
    "too_short": "Give at least {min_length}.",
    "too_long": "Give at most {max_length}.",
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": "This number is too large.",
    "int_from_float": _WHOLE,
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "greater_than": "Give more than {gt}.",
    "greater_than_equal": "Give {ge} or more.",
    "less_than": "Give less than {lt}.",
    "less_than_equal": "Give {le} or less.",
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "uuid_type": _ID,
    "uuid_parsing": _ID,
    "datetime_type": _MOMENT,
    "datetime_parsing": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
    "timezone_aware": _MOMENT,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
}
"""What each of Pydantic's kinds of errors says here; the placeholders are those of its context."""

EMPTY: Final = said("This cannot be empty.")
NO_OBJECT: Final = said("send a JSON object, with Content-Type: application/json")
OTHERWISE: Final = said("This value does not fit here. See /api/openapi.json for what this address takes.")

NO_MAILBOX: Final = said("this is not a mail address; write it as name@organisation.example")
VISIBLE: Final = said("Leave out line breaks and other invisible characters.")
UNSEEN: Final = said("Leave out invisible characters.")
_shapes: dict[str, Said] = {}


def shape(pattern: str, words: Said) -> str:
    """A field's `pattern`, with what to say to people whose text does not have this form."""
    _shapes[pattern] = words
    return pattern


_QUOTED: Final = re.compile(r"'([^']*)'")


def _expected(listed: str) -> str:
    """Pydantic's list of values (`'a', 'b' or 'c'`) without its English word."""
    return ", ".join(_QUOTED.findall(listed)) or listed.replace(" or ", ", ")


def _words(item: Mapping[str, Any]) -> str:
    kind, context = item["type"], dict(item.get("ctx") or {})
    if kind in ("value_error", "assertion_error"):
        error = context.get("error")
        return told(error) if isinstance(error, Exception) else str(error)
    if kind in ("too_short", "too_long") and isinstance(item.get("input"), str):
        kind = f"string_{kind}"  # a text that is trimmed first is measured as anything that has a length
    if kind in ("string_too_short", "too_short") and context.get("min_length") == 1:
        return EMPTY
    if kind == "string_pattern_mismatch" and context["pattern"] in _shapes:
        return _shapes[context["pattern"]]
    if "expected" in context:
        context["expected"] = _expected(str(context["expected"]))
    return Said(WORDS[kind], context) if kind in WORDS else OTHERWISE


def field_path(location: Sequence[int | str]) -> str:
    parts = [str(part) for part in location if part not in ("body", "query", "path", "header")]
    return ".".join(parts) or "body"


def wrong(item: Mapping[str, Any]) -> tuple[str, str]:
    """Where one error of validation is, and what to say of it."""
    location = tuple(item["loc"])
    if item["type"] == "json_invalid":
        return "body", said("not JSON: it breaks off or goes wrong at character {position}", position=location[-1])
    if location == ("body",) and item["type"] in ("model_attributes_type", "model_type", "dict_type"):
        return "body", NO_OBJECT
    return field_path(location), _words(item)
