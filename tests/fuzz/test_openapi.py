"""Schemathesis over the whole OpenAPI document as each role: no 5xx, and nothing that the document does not state."""

import contextlib
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx2
import orjson
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from sqlalchemy import text

from atalaya_platform.app import create_app
from atalaya_platform.assembly import build_runtime
from atalaya_platform.database.engine import create_engine
from atalaya_platform.settings import Settings
from tests.conftest import ORIGIN, ClientFor
from tests.harness import Harness
from tests.platform.factories import World, person, world

EXAMPLES = int(os.environ.get("ATALAYA_EXAMPLES", "1"))
pytestmark = pytest.mark.xdist_group("generated")
"""Drawing the requests takes half a minute, so one worker draws them for every role."""
ROLES = ("anonymous", "member", "team_lead", "secretariat", "administrator")


async def _client(role: str, cast: World, harness: Harness, client_for: ClientFor) -> httpx2.AsyncClient:
    if role == "anonymous":
        return await client_for()
    who = {
        "member": await person(harness, cast.jamaica, name="Member"),
        "team_lead": cast.ana,
        "secretariat": cast.secretary,
        "administrator": cast.admin,
    }[role]
    return await client_for(who, strong=True)


def _drawn(operation: Any, mode: GenerationMode) -> list[Any]:
    """The same few cases of an operation each time."""
    cases: list[Any] = []

    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=False,
    )
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        cases.append(data.draw(operation.as_strategy(generation_mode=mode)))

    draw()
    return cases


def _request(case: Any) -> dict[str, Any]:
    """A generated case as an HTTP client sends it."""
    path = case.path
    for name, value in (case.path_parameters or {}).items():
        path = path.replace("{" + name + "}", quote(str(value), safe="") or "%20")
    options: dict[str, Any] = {"url": path}
    if case.query:
        options["params"] = {name: value for name, value in case.query.items() if value is not None}
    headers = {
        str(name).encode("latin-1", "replace"): str(value).encode("latin-1", "replace")
        for name, value in (case.headers or {}).items()
        if name.lower() not in ("authorization", "content-type", "content-length", "cookie")
    }
    body = case.body
    if isinstance(body, (dict, list, str, int, float, bool)) or body is None:
        options["content"] = orjson.dumps(body, default=str, option=orjson.OPT_NON_STR_KEYS)
        headers[b"Content-Type"] = (case.media_type or "application/json").encode()
    options["headers"] = headers
    return options


def _undocumented(stated: dict[str, Any], answer: httpx2.Response) -> str | None:
    """What is wrong with an answer, if anything."""
    if answer.status_code >= 500:
        return f"{answer.status_code}: {answer.text[:300]}"
    found = stated.get(str(answer.status_code))
    if found is None:
        return f"{answer.status_code} is not documented: {answer.text[:300]}"
    kinds = found.get("content", {})
    kind = answer.headers.get("content-type", "").split(";")[0]
    if answer.content and kind not in kinds:
        return f"{answer.status_code} with {kind!r}, documented are {list(kinds)}"
    if answer.status_code >= 400 and kind != "application/problem+json":
        return f"{answer.status_code} with {kind!r} instead of a problem document"
    return None


@dataclass(frozen=True)
class Question:
    """One generated request, and the answers that the document states for it."""

    method: str
    options: dict[str, Any]
    stated: dict[str, Any]

    def __str__(self) -> str:
        sent = self.options.get("content", b"")[:200]
        return f"{self.method} {self.options['url']} {self.options.get('params', '')} {sent!r}"


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    """The same requests for every role: right ones and wrong ones for each operation."""
    runtime = build_runtime(Settings(worker=False), create_engine("postgresql://nobody@127.0.0.1:1/none"), "")
    document = create_app(runtime).openapi()
    schema = schemathesis.openapi.from_dict(orjson.loads(orjson.dumps(document)))
    made: list[Question] = []
    for result in schema.get_all_operations():
        operation = result.ok()
        stated = document["paths"][operation.path][operation.method.lower()]["responses"]
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                cases = _drawn(operation, mode)
            except Unsatisfiable:
                continue  # nothing wrong can be sent to an operation without input
            for case in cases:
                # No client can write it as JSON, or its address is longer than clients send.
                with contextlib.suppress(TypeError, ValueError, httpx2.InvalidURL):
                    options = _request(case)
                    httpx2.Request("GET", f"{ORIGIN}{options['url']}", params=options.get("params"))
                    made.append(Question(operation.method.upper(), options, stated))
    assert {(one.method) for one in made} == {"GET", "POST", "PUT", "PATCH", "DELETE"}
    assert len(made) >= EXAMPLES * sum(len(operations) for operations in document["paths"].values())
    return made


@pytest.mark.parametrize("role", ROLES)
async def test_every_operation(
    role: str, questions: list[Question], harness: Harness, client_for: ClientFor, say: Callable[[str], None]
) -> None:
    client = await _client(role, await world(harness), harness, client_for)
    wrong: list[str] = []
    answers: Counter[int] = Counter()
    for question in questions:
        async with harness.connection.begin_nested() as savepoint:
            answer = await client.request(question.method, **question.options)
            await savepoint.rollback()
        await harness.connection.execute(text("SET LOCAL ROLE atalaya_app"))
        answers[answer.status_code] += 1
        trouble = _undocumented(question.stated, answer)
        if trouble:
            wrong.append(f"{question}: {trouble}")
    assert not wrong, "\n".join(wrong[:40])
    say(", ".join(f"{count} × {status}" for status, count in sorted(answers.items())))
