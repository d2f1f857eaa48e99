"""Answers of the busiest pages: plain values in a model's shape, written as JSON without becoming that model.

Making thirty cards of a row's values and writing them out again costs more than asking for the rows. What the
database returned needs no validation; that the shape is the model's is asserted for every such answer in the tests.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import Response
from pydantic import BaseModel


def _of_model(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    raise TypeError(f"{type(value).__name__} is not a plain value")


def as_json(model: type[BaseModel], values: Mapping[str, Any]) -> bytes:
    """`values` as the JSON that `model` would make of them: ISO 8601 moments with `Z`, ids as text.

    Values may hold models; everything else is a str, number, bool, None, UUID, date, enumeration, list or mapping.
    `model` says what they look like and is not asked. Raises TypeError for anything else.
    """
    return orjson.dumps(values, default=_of_model, option=orjson.OPT_UTC_Z)


def plain_answer(model: type[BaseModel], values: Mapping[str, Any]) -> Response:
    """What a route returns instead of a model that it would make of these values; the document says the same."""
    return Response(as_json(model, values), media_type="application/json")
