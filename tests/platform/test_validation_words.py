"""What Pydantic finds wrong is said in words of ours: every kind of error that the API's inputs can give."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from atalaya_platform.http.problems import MOST_NAMED
from atalaya_platform.http.validation import OTHERWISE, WORDS, shape, wrong
from atalaya_platform.http.wording import Said, said
from tests.conftest import ClientFor
from tests.harness import Harness, application

KINDS = {
    "bool": {"bool_type", "bool_parsing"},
    "date": {"date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"},
    "datetime": {"datetime_type", "datetime_parsing", "datetime_from_date_parsing"},
    "datetime tz_constraint": {"timezone_aware"},
    "dict": {"dict_type"},
    "dict max_length": {"too_long"},
    "enum": {"enum"},
    "int": {"int_type", "int_parsing", "int_parsing_size", "int_from_float"},
    "int ge": {"greater_than_equal"},
    "int gt": {"greater_than"},
    "int le": {"less_than_equal"},
    "int lt": {"less_than"},
    "list": {"list_type"},
    "list min_length": {"too_short"},
    "list max_length": {"too_long"},
    "literal": {"literal_error"},
    "model": {"model_type", "model_attributes_type"},
    "model-fields": {"missing"},
    "model-fields extra_behavior": {"extra_forbidden"},
    "str": {"string_type", "string_unicode"},
    "str min_length": {"string_too_short"},
    "str max_length": {"string_too_long"},
    "str pattern": {"string_pattern_mismatch"},
    "tuple": {"tuple_type"},
    "tuple max_length": {"too_long"},
    "uuid": {"uuid_type", "uuid_parsing"},
}
"""The errors that each kind of schema gives, and each of its constraints."""
SILENT = {"any", "chain", "default", "definition-ref", "definitions", "model-field", "nullable", "no-info"}
"""What only holds others together."""
CONSTRAINTS = {"tz_constraint", "min_length", "max_length", "pattern", "ge", "gt", "le", "lt", "multiple_of"}


def inputs(dependant: Dependant) -> Iterator[Any]:
    for group in ("path_params", "query_params", "header_params", "cookie_params", "body_params"):
        for field in getattr(dependant, group):
            yield field._type_adapter.core_schema
    for child in dependant.dependencies:
        yield from inputs(child)


def kinds(schema: Any) -> Iterator[str]:
    """Each kind of schema in this one, and each with each of its constraints."""
    if isinstance(schema, list | tuple):
        for part in schema:
            yield from kinds(part)
    if not isinstance(schema, dict):
        return
    kind = schema.get("type")
    if isinstance(kind, str):
        yield kind
        yield from (f"{kind} {name}" for name in schema.keys() & CONSTRAINTS)
        if schema.get("extra_behavior") == "forbid":
            yield f"{kind} extra_behavior"
    for name, part in schema.items():
        if name not in ("metadata", "serialization"):
            yield from kinds(part)


async def test_every_kind_of_error_has_words(harness: Harness) -> None:
    app: FastAPI = application(harness.runtime)
    found: set[str] = set()
    for context in iter_route_contexts(app.routes):
        if isinstance(context.route, APIRoute):
            for schema in inputs(context.route.dependant):
                found.update(kinds(schema))
    found = {kind for kind in found if kind not in SILENT and not kind.startswith("function-")}
    unknown = found - KINDS.keys()
    assert not unknown, f"Say here which errors these give, and their words in http/validation.py: {unknown}"
    mute = {error for kind in found for error in KINDS[kind]} - WORDS.keys()
    assert not mute, f"Give these words in http/validation.py, and in the catalogues: {mute}"
    assert found >= {"str pattern", "uuid", "enum", "list max_length", "model-fields"}


def even(value: int) -> int:
    if value % 2:
        raise ValueError(said("{value} is odd", value=value))
    return value


class Colour(StrEnum):
    RED = "red"
    BLUE = "deep blue"


class Given(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str = Field("ok", min_length=1, max_length=3, pattern="^[a-z]*$")
    more: str = Field("ok", min_length=2)
    shaped: str = Field("site:", pattern=shape("^site:", said("Begin with site:")))
    trimmed: Annotated[str, BeforeValidator(str.strip), Field(min_length=2, max_length=4)] = "ok"
    count: int = Field(1, ge=1, le=9)
    part: float = Field(0.5, gt=0)
    colour: Colour = Colour.RED
    size: Literal["s", "m or l"] = "s"
    number: Literal[1, 2] = 1
    id: UUID = UUID(int=0)
    day: date = date(2026, 1, 1)
    at: datetime = datetime(2026, 1, 1)
    aware: AwareDatetime | None = None
    on: bool = True
    many: list[int] = Field([1], min_length=1, max_length=2)
    pair: Annotated[int, AfterValidator(even)] = 2

    @model_validator(mode="after")
    def _fits(self) -> "Given":
        if self.more == "no":
            raise AssertionError("never say no")
        return self


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": ""}, "This cannot be empty."),
        ({"text": "abcd"}, "Give at most 3 characters."),
        ({"text": "A"}, "This is not written in the form that is needed here: ^[a-z]*$"),
        ({"text": 1}, "Give a text."),
        ({"more": "a"}, "Give at least 2 characters."),
        ({"shaped": "page:"}, "Begin with site:"),
        ({"trimmed": " a "}, "Give at least 2 characters."),
        ({"trimmed": "abcde"}, "Give at most 4 characters."),
        ({"count": 0}, "Give 1 or more."),
        ({"count": 10}, "Give 9 or less."),
        ({"count": "many"}, "Give a whole number."),
        ({"count": 1.5}, "Give a whole number."),
        ({"part": 0}, "Give more than 0.0."),
        ({"part": "half"}, str(OTHERWISE)),
        ({"colour": "green"}, "Choose one of these: red, deep blue."),
        ({"size": "xl"}, "Choose one of these: s, m or l."),
        ({"number": 3}, "Choose one of these: 1, 2."),
        ({"id": "x"}, "This is not an id. Copy it again."),
        ({"day": "tomorrow"}, "Give the date as 2026-11-23."),
        ({"at": "now"}, "Give the date and time with its time zone, for instance 2026-11-23T00:00:00Z."),
        (
            {"aware": "2026-01-01T00:00:00"},
            "Give the date and time with its time zone, for instance 2026-11-23T00:00:00Z.",
        ),
        ({"on": "perhaps"}, "Give true or false."),
        ({"many": []}, "This cannot be empty."),
        ({"many": [1, 2, 3]}, "Give at most 2."),
        ({"many": 1}, "Give a list."),
        ({"pair": 3}, "3 is odd"),
        ({"more": "no"}, "never say no"),
        ({"other": 1}, "This field is not known here. Leave it out."),
    ],
)
def test_errors_are_said_in_plain_words(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as error:
        Given(**given)
    assert [wrong(item)[1] for item in error.value.errors()] == [words]


def test_a_validators_values_are_kept_for_translation() -> None:
    with pytest.raises(ValidationError) as error:
        Given(pair=3)
    _, text = wrong(error.value.errors()[0])
    assert isinstance(text, Said)
    assert (text.template, text.values) == ("{value} is odd", {"value": 3})


async def test_people_are_told_the_form_in_words_and_not_as_an_expression(client_for: ClientFor) -> None:
    asked = {"contact_email": "no", "website": "csirt.example", "name": "Two\nlines"}
    answer = await (await client_for()).post("/api/v1/applications", json=asked, headers={"Accept-Language": "es"})
    fields = answer.json()["fields"]
    assert fields["contact_email"] == "no es una dirección de correo; escríbala como nombre@organizacion.example"
    assert fields["website"] == "Indique una dirección que empiece por https://, sin espacios."
    assert fields["name"] == "Omita los saltos de línea y otros caracteres invisibles."


async def test_no_more_fields_are_named_than_anybody_corrects(client_for: ClientFor) -> None:
    answer = await (await client_for()).post("/api/v1/applications", json={f"k{number}": 1 for number in range(5_000)})
    assert answer.status_code == 422
    assert len(answer.json()["fields"]) == MOST_NAMED
