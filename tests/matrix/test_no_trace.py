"""What one may not see leaves no trace: every page of those outside is the same before and after, to the byte.

A hidden group is filled with all that a group can hold, naming the people outside wherever that is possible. Then
every reading operation is asked again, and whatever names an object of the group is asked beside what never existed.
"""

import re
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from atalaya_platform.ids import new_id
from atalaya_platform.plugin import Registry
from atalaya_platform.search.indexing import engine_of, index_waiting
from atalaya_platform.search.port import Query
from tests.matrix.bodies import LABELLED_BODIES
from tests.matrix.cast import Stage, staged
from tests.matrix.drafted import drafted
from tests.matrix.test_matrix import ALL, LABELLED, Operation, plain_parameters

OUTSIDE = ("outsider", "outsider_contact_point", "stakeholder", "secretary", "moderator", "administrator")
WORD = "canary"
OWN = {"list_audit_entries", "read_search_status"}
"""What tells administrators of every act, by its id, and of the size of the index; never a word of it."""
DATED = {"export_comparison", "export_region"}
"""Files that say when they were made; what else is in them are the answers to `compare_strategies` and `get_region`."""
CHANGING = re.compile(r'"(?:request_id|milliseconds)":"?[^",}]*"?')
QUESTIONS = {
    "search": [f"?q={WORD}", f"?q={WORD[:4]}", f"?q={WORD}&kinds=topic", "?q=phishing"],
    "list_topics": ["", f"?tag={WORD}", "?kind=advisory"],
    "list_groups": ["", f"?q={WORD}"],
    "list_people": ["", "?q=ana"],
    "list_strategy_drafts": ["", "?archived=true"],
    "list_organisations": ["", f"?q={WORD}"],
}


@pytest.fixture(scope="module")
async def stage(own_database: AsyncEngine, registry: Registry) -> AsyncIterator[Stage]:
    with tempfile.TemporaryDirectory() as data:
        async with staged(own_database, registry, Path(data)) as made:
            await settle(made)
            yield made


async def settle(stage: Stage) -> None:
    """Run what waits, and index it."""
    await stage.harness.run_jobs()
    while await index_waiting(stage.harness.runtime):
        pass


async def _did(client: httpx2.AsyncClient, method: str, path: str, **options: Any) -> Any:
    answer = await client.request(method, path, **options)
    assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text}"
    return answer.json() if answer.content else None


def _mentions(stage: Stage) -> str:
    world = stage.world
    people = (world.carla, world.vendor, world.secretary, world.admin, stage.people["moderator"])
    named = [f"@[{one.name}](person:{one.id})" for one in people]
    teams = [f"@[{one.name}](organisation:{one.id})" for one in (world.chile, world.company)]
    return " ".join([WORD, *named, *teams])


async def _topics(stage: Stage, group: str, said: str) -> dict[str, str]:
    author, partner = stage.clients["author"], stage.clients["partner"]
    file = await _did(author, "POST", "/api/v1/files", files={"file": (f"{WORD}.txt", b"canary", "text/plain")})
    body = {"group_id": group, "title": f"{WORD} topic", "body": said, "label": "TLP:AMBER", "tags": [WORD]}
    topic = await _did(author, "POST", "/api/v1/topics", json=body | {"kind": "question", "attachments": [file["id"]]})
    advisory = {"severity": "high", "products": [WORD], "acknowledge_by": "2027-06-01"}
    await _did(author, "POST", "/api/v1/topics", json=body | {"kind": "advisory", "advisory": advisory})
    practice = {"kind": "best_practice", "review_on": "2027-06-01", "label": "TLP:AMBER+STRICT"}
    await _did(author, "POST", "/api/v1/topics", json=body | practice)
    red = {"label": "TLP:RED", "title": "redcanary", "recipients": [str(stage.world.bruno.id)]}
    await _did(author, "POST", "/api/v1/topics", json=body | red | {"body": f"redcanary {said}"})
    post = await _did(partner, "POST", f"/api/v1/topics/{topic['id']}/posts", json={"body": said})
    await _did(partner, "PUT", f"/api/v1/posts/{post['id']}/reactions", json={"emoji": "👍", "on": True})
    await _did(author, "POST", f"/api/v1/posts/{post['id']}/flags", json={"reason": "other", "note": WORD})
    await _did(author, "PUT", f"/api/v1/topics/{topic['id']}/answer", json={"post_id": post["id"]})
    return {"topic_id": topic["id"], "post_id": post["id"], "file_id": file["id"]}


async def _chat(stage: Stage, group: str, said: str) -> dict[str, str]:
    author = stage.clients["author"]
    made = {"name": WORD, "label": "TLP:AMBER", "topic": WORD}
    channel = (await _did(author, "POST", f"/api/v1/groups/{group}/channels", json=made))["id"]
    message = str(new_id())
    await _did(author, "PUT", f"/api/v1/channels/{channel}/messages/{message}", json={"body": f"{said} @channel"})
    return {"channel_id": channel, "message_id": message, "root_id": message}


async def _fill(stage: Stage) -> dict[str, str]:
    """A hidden group with everything in it; ids by the names of path parameters."""
    author = stage.clients["author"]
    made = {"name": f"{WORD} room", "description": WORD, "visibility": "hidden", "joining": "invitation"}
    jamaica, brazil = str(stage.world.jamaica.id), str(stage.world.brazil.id)
    group = (await _did(author, "POST", "/api/v1/groups", json=made | {"organisation_id": jamaica}))["id"]
    invited = await _did(author, "POST", f"/api/v1/groups/{group}/invitations", json={"organisation_id": brazil})
    lead = stage.clients["partner_lead"]
    await _did(lead, "POST", f"/api/v1/group-invitations/{invited['id']}/accept")
    said = _mentions(stage)
    ids = await _topics(stage, group, said) | await _chat(stage, group, said) | {"group_id": group, "emoji": "👍"}
    wanted = {"group_id": group, "title": f"{WORD} draft", "label": "TLP:AMBER"}
    ids |= await drafted(author, wanted, stage.ids["AMBER"]["passage_id"], said)
    waiting = {"person_id": str(stage.world.minister.id), "text": WORD}
    ids["invitation_id"] = (await _did(author, "POST", f"/api/v1/groups/{group}/invitations", json=waiting))["id"]
    members = await _did(author, "GET", f"/api/v1/groups/{group}/members")
    ids["member_id"] = members[0]["id"]
    return ids


READING = [
    one
    for one in ALL
    if one.method == "GET" and not re.search(r"\{(topic|post|file|channel|message|root|draft)_id\}", one.path)
]


async def _seen(stage: Stage, actor: str) -> dict[str, str]:
    """Everything that this person can ask without knowing an id: status, headers that say something, body."""
    found = {}
    parameters = plain_parameters(stage) | {"group_id": str(stage.world.group.id)}
    for operation in READING:
        for question in QUESTIONS.get(operation.name, [""]):
            path = operation.path.format_map(parameters) + question
            answer = await stage.ask(actor, "GET", path)
            told = [answer.headers.get(name, "") for name in ("etag", "link", "last-modified")]
            found[f"{operation.name}{question}"] = CHANGING.sub("", f"{answer.status_code} {told} {answer.text}")
    return found


async def test_nothing_outside_changes(stage: Stage) -> None:
    before = {actor: await _seen(stage, actor) for actor in OUTSIDE}
    await _fill(stage)
    await settle(stage)
    for actor in OUTSIDE:
        after = await _seen(stage, actor)
        own = DATED | (OWN if actor == "administrator" else set())
        changed = [name for name in after if after[name] != before[actor][name] and name.partition("?")[0] not in own]
        assert not changed, f"{actor} notices in {changed}: {after[changed[0]][:2000]}"
        told = [name for name, text in after.items() if WORD in text.replace(f"q={WORD}", "")]
        assert not told, f"{actor} reads of it in {told}"
    partner = await _seen(stage, "partner")
    assert all(
        WORD in partner[name]
        for name in ("list_groups", "list_topics", "list_strategy_drafts", f"search?q={WORD}", "get_forum_today")
    )


@pytest.fixture(scope="module")
async def hidden(stage: Stage) -> dict[str, str]:
    """The ids of a hidden group and of one thing of each kind in it."""
    ids = await _fill(stage)
    await settle(stage)
    return ids


async def _answer(stage: Stage, actor: str, operation: Operation, ids: dict[str, str]) -> tuple[Any, ...]:
    options: dict[str, Any] = {"headers": {"If-Match": "*"}}
    if operation.name in LABELLED_BODIES:
        options["json"] = _body(stage, operation, ids)
    path = operation.path.format_map(plain_parameters(stage) | ids)
    answer = await stage.ask(actor, operation.method, path, **options)
    body = answer.json() if answer.content else {}
    said = {name: body.get(name) for name in ("type", "title", "detail", "fields")} if isinstance(body, dict) else body
    headers = sorted(name for name in answer.headers if name not in ("content-length", "x-request-id"))
    return answer.status_code, said, headers


def _body(stage: Stage, operation: Operation, ids: dict[str, str]) -> Any:
    """The body that the matrix sends, about these ids."""
    stage.ids["HIDDEN"], kept = stage.ids["HIDDEN"] | ids, stage.ids["HIDDEN"]
    body = LABELLED_BODIES[operation.name](stage, "HIDDEN")
    stage.ids["HIDDEN"] = kept
    return body


NAMED = [one for one in ALL if LABELLED.search(one.path) or one.name in LABELLED_BODIES]


@pytest.mark.parametrize("operation", NAMED, ids=lambda operation: operation.name)
async def test_what_is_hidden_answers_like_what_never_was(
    stage: Stage, hidden: dict[str, str], operation: Operation
) -> None:
    """For whoever knows its id: from an old link, a log, or a guess."""
    invented = {name: str(new_id()) if name != "emoji" else value for name, value in hidden.items()}
    for actor in OUTSIDE:
        real = await _answer(stage, actor, operation, hidden)
        none = await _answer(stage, actor, operation, invented)
        assert real == none, f"{actor} can tell"
        assert real[0] >= 400


async def test_red_is_in_no_index(stage: Stage, hidden: dict[str, str]) -> None:
    """Whatever audience is asked for, its own readers' too."""
    everybody = [f"person:{one.id}" for one in stage.people.values()]
    groups = [f"{kind}:{hidden['group_id']}" for kind in ("strict", "amber")]
    tokens = [*everybody, *groups, "clear", "public", "community:network", "community:stakeholders"]
    engine = engine_of(stage.harness.runtime)
    found = await engine.search(Query(text="redcanary", audiences=tokens))
    assert not found.hits
    assert found.total_estimate == 0
    assert (await engine.search(Query(text=WORD, audiences=tokens))).hits, "the others are there"
