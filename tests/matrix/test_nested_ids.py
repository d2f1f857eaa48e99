"""Authorise one object, change another (as MISP, CVE-2026-56424): every nested id is swapped for a foreign one.

The caller is the author, who leads a team and stewards two groups, and so may do nearly everything to what is hers.
Each id in turn is that of another team's object, or of another object of her own that does not belong there.
"""

import re
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from atalaya_platform.ids import new_id
from atalaya_platform.plugin import Registry
from tests.matrix.bodies import EDITION
from tests.matrix.cast import Stage, staged
from tests.matrix.foreign import Foreign, elsewhere
from tests.matrix.test_mass_assignment import body_schema, objects
from tests.matrix.test_matrix import ALL, Operation

Body = dict[str, Any]
REASON = "Because the matrix asks."


def _topic(**values: Any) -> Body:
    return {"title": "A further topic", "body": "Text.", "label": "TLP:AMBER", **values}


@pytest.fixture(scope="module")
async def stage(own_database: AsyncEngine, registry: Registry) -> AsyncIterator[Stage]:
    with tempfile.TemporaryDirectory() as data:
        async with staged(own_database, registry, Path(data)) as made:
            yield made


@pytest.fixture(scope="module")
async def foreign(stage: Stage) -> Foreign:
    return await elsewhere(stage)


Swap = Callable[[Foreign, dict[str, str]], tuple[dict[str, str], Body | None]]
"""Path parameters and body of a request, with the ids of one side (`team` or `own`) where they do not belong."""


def _message(body: Body | None = None, **more: str) -> Swap:
    return lambda f, side: ({"channel_id": f.here["channel_id"], "message_id": side["message"], **more}, body)


def _member(body: Body | None = None) -> Swap:
    return lambda f, side: ({"group_id": f.here["group"], "member_id": side["member"]}, body)


def _admission(name: str, body: Body | None = None) -> Swap:
    return lambda f, side: ({"group_id": f.here["group"], f"{name}_id": side[name]}, body)


def _inside(parameter: str, body: Callable[[dict[str, str]], Body]) -> Swap:
    """A request about an object of hers, whose body names the other side's."""
    return lambda f, side: ({parameter: f.here[parameter]}, body(side))


def _draft(*names: str, body: Body | None = None) -> Swap:
    """A request about her draft, which names a part of the other side's."""
    return lambda f, side: (
        {"draft_id": f.here["draft_id"], "version": "1"} | {name: side[name] for name in names},
        body,
    )


def _theirs(body: Body | None = None, **more: str) -> Swap:
    """A request about another team's draft."""
    return lambda f, side: ({"draft_id": f.team["draft_id"], "person_id": f.here["organisation"], **more}, body)


def _in_draft(body: Callable[[Foreign, dict[str, str]], Body], **more: str) -> Swap:
    """A request about her draft, whose body names what is the other side's."""
    return lambda f, side: (
        {name: f.here[name] for name in ("draft_id", "section_id", "task_id")} | more,
        body(f, side),
    )


def _begun(**values: Any) -> Body:
    return {"title": "A further draft", "label": "TLP:AMBER", **values}


def _alone(body: Callable[[Foreign, dict[str, str]], Body]) -> Swap:
    return lambda f, side: ({}, body(f, side))


SWAPS: dict[str, list[Swap]] = {
    "get_message": [_message()],
    "update_message": [_message({"body": "Changed."})],
    "remove_message": [_message()],
    "list_message_revisions": [_message()],
    "pin_message": [_message()],
    "unpin_message": [_message()],
    "add_reaction": [_message(emoji="👍")],
    "remove_reaction": [_message(emoji="👍")],
    "get_thread": [lambda f, side: ({"channel_id": f.here["channel_id"], "root_id": side["message"]}, None)],
    "put_message": [
        _message({"body": "Mine now."}),
        lambda f, side: (
            {"channel_id": f.here["channel_id"], "message_id": str(new_id())},
            {"body": "x", "reply_to": side["message"]},
        ),
        lambda f, side: (
            {"channel_id": f.here["channel_id"], "message_id": str(new_id())},
            {"body": "x", "attachments": [side["file"]]},
        ),
    ],
    "post_message": [
        _inside("channel_id", lambda side: {"id": str(new_id()), "body": "x", "reply_to": side["message"]}),
        _inside("channel_id", lambda side: {"id": str(new_id()), "body": "x", "attachments": [side["file"]]}),
        _inside("channel_id", lambda side: {"id": side["message"], "body": "x"}),
    ],
    "create_topic_from_messages": [
        _inside("channel_id", lambda side: {"title": "Carried", "messages": [side["message"]]})
    ],
    "create_post": [
        _inside("topic_id", lambda side: {"body": "x", "reply_to_id": side["post"]}),
        _inside("topic_id", lambda side: {"body": "x", "attachments": [side["file"]]}),
    ],
    "update_post": [
        _inside("post_id", lambda side: {"body": "x", "attachments": [side["file"]]}),
        _inside("post_id", lambda side: {"body": "x", "detached": [side["file"]]}),
    ],
    "set_answer": [_inside("topic_id", lambda side: {"post_id": side["post"]})],
    "split_topic": [_inside("topic_id", lambda side: {"title": "Split", "post_ids": [side["post"]]})],
    "create_topic": [
        _alone(lambda f, side: _topic(group_id=f.team["group"])),
        _alone(lambda f, side: _topic(group_id=f.here["group"], organisation_id=side["organisation"])),
        _alone(lambda f, side: _topic(group_id=f.here["group"], attachments=[side["file"]])),
        _alone(lambda f, side: _topic(group_id=f.here["group"], label="TLP:RED", recipients=[f.team["person"]])),
        _alone(lambda f, side: _topic(group_id=f.here["group"], label="TLP:RED", recipients=[f.team["stranger"]])),
    ],
    "relabel_topic": [
        lambda f, side: ({"topic_id": f.here["topic_id"]}, {"label": "TLP:RED", "recipients": [f.team["person"]]}),
        lambda f, side: ({"topic_id": f.here["topic_id"]}, {"label": "TLP:RED", "recipients": [f.team["stranger"]]}),
    ],
    "move_topic": [lambda f, side: ({"topic_id": f.here["topic_id"]}, {"group_id": f.team["group"]})],
    "create_acknowledgement": [
        lambda f, side: (
            {"topic_id": f.here["advisory"]},
            {"status": "acknowledged", "organisation_id": side["organisation"]},
        )
    ],
    "create_group_channel": [
        lambda f, side: (
            {"group_id": f.here["group"]},
            {"name": "red", "label": "TLP:RED", "recipients": [f.team["person"]]},
        )
    ],
    "compute_audience": [
        _alone(lambda f, side: {"label": "TLP:AMBER", "group_id": f.team["group"]}),
        _alone(lambda f, side: {"label": "TLP:RED", "recipients": [f.team["stranger"]]}),
    ],
    "add_conversation_people": [
        lambda f, side: ({"channel_id": f.team["channel"]}, {"people": [f.team["person"]]}),
        lambda f, side: ({"channel_id": f.here["channel_id"]}, {"people": [f.team["stranger"]]}),
    ],
    "create_conversation": [_alone(lambda f, side: {"people": [f.team["stranger"]]})],
    "create_group": [_alone(lambda f, side: {"name": "Taken", "organisation_id": side["organisation"]})],
    "join_group": [
        lambda f, side: ({"group_id": f.team["group"]}, {}),
        lambda f, side: ({"group_id": f.here["group"]}, {"organisation_id": side["organisation"]}),
    ],
    "leave_group": [lambda f, side: ({"group_id": f.here["group"]}, {"organisation_id": side["organisation"]})],
    "request_to_join_group": [
        lambda f, side: ({"group_id": f.here["group"]}, {"organisation_id": side["organisation"]})
    ],
    "invite_to_group": [
        lambda f, side: ({"group_id": f.here["group"]}, {"organisation_id": f.team["beyond"]}),
        lambda f, side: ({"group_id": f.here["group"]}, {"person_id": f.team["stranger"]}),
    ],
    "update_group_member": [_member({"steward": True})],
    "remove_group_member": [_member()],
    "withdraw_group_invitation": [_admission("invitation")],
    "withdraw_group_request": [_admission("request")],
    "admit_to_group": [_admission("request", {})],
    "refuse_to_group": [_admission("request", {})],
    "change_member_role": [
        lambda f, side: ({"organisation_id": f.here["organisation"], "person_id": side["person"]}, {"role": "viewer"}),
        lambda f, side: ({"organisation_id": side["organisation"], "person_id": side["person"]}, {"role": "viewer"}),
    ],
    "remove_member": [
        lambda f, side: ({"organisation_id": f.here["organisation"], "person_id": side["person"]}, None),
        lambda f, side: ({"organisation_id": side["organisation"], "person_id": side["person"]}, None),
    ],
    "remove_organisation_key": [
        lambda f, side: ({"organisation_id": f.here["organisation"], "key_id": f.team["key"]}, None)
    ],
    "withdraw_platform_role": [lambda f, side: ({"person_id": f.team["person"], "role": "moderator"}, None)],
    "update_organisation": [
        lambda f, side: ({"organisation_id": side["organisation"]}, {"constituency": "Mine."}),
        lambda f, side: ({"organisation_id": f.here["organisation"]}, {"parent_id": side["organisation"]}),
    ],
    "invite_person": [
        _alone(lambda f, side: {"email": "new@example.org", "organisation_id": side["organisation"], "role": "viewer"})
    ],
    "decide_application": [
        lambda f, side: (
            {"application_id": str(new_id())},
            {"decision": "accept", "reason": REASON, "organisation_id": side["organisation"]},
        )
    ],
    "propose_edition": [_alone(lambda f, side: {**EDITION, "supersedes": [side["edition"]]})],
    "correct_edition": [
        lambda f, side: ({"edition_id": f.here["edition"]}, {"supersedes": [side["edition"]]}),
        lambda f, side: ({"edition_id": f.team["edition"]}, {"note": REASON}),
    ],
    "get_document_page": [lambda f, side: ({"document_id": side["document"], "number": "1"}, None)],
    "list_page_concepts": [lambda f, side: ({"document_id": side["document"], "number": "1"}, None)],
    "judge_annotation": [
        lambda f, side: ({"passage_id": side["document"], "concept": "blockchain"}, {"verdict": "confirmed"})
    ],
    "correct_document": [lambda f, side: ({"document_id": side["document"]}, {"edition_id": side["edition"]})],
    "create_draft": [
        _alone(lambda f, side: _begun(group_id=f.team["group"])),
        _alone(lambda f, side: _begun(group_id=f.here["group"], organisation_id=side["organisation"])),
        _alone(lambda f, side: _begun(group_id=f.here["group"], label="TLP:RED", recipients=[f.team["person"]])),
        _alone(lambda f, side: _begun(group_id=f.here["group"], label="TLP:RED", recipients=[f.team["stranger"]])),
    ],
    "relabel_draft": [
        _in_draft(lambda f, side: {"label": "TLP:RED", "recipients": [f.team["person"]]}),
        _in_draft(lambda f, side: {"label": "TLP:RED", "recipients": [f.team["stranger"]]}),
    ],
    "name_draft_editor": [
        _theirs(),
        lambda f, side: ({"draft_id": f.here["draft_id"], "person_id": f.team["person"]}, None),
    ],
    "drop_draft_editor": [_theirs()],
    "add_draft_section": [_in_draft(lambda f, side: {"title": "x", "after": side["section_id"]})],
    "get_draft_section": [_draft("section_id")],
    "save_draft_section": [_draft("section_id", body={"body": "Mine now."})],
    "remove_draft_section": [_draft("section_id")],
    "restore_draft_section": [
        lambda f, side: ({"draft_id": f.here["draft_id"], "section_id": side["removed_section_id"]}, None)
    ],
    "move_draft_section": [
        _draft("section_id", body={"after": None}),
        _in_draft(lambda f, side: {"after": side["section_id"]}),
    ],
    "list_section_versions": [_draft("section_id")],
    "get_section_version": [_draft("section_id")],
    "compare_section_versions": [_draft("section_id")],
    "restore_section_version": [_draft("section_id")],
    "get_draft_snapshot": [_theirs(number="1")],
    "compare_draft_snapshot": [_theirs(number="1")],
    "add_draft_comment": [
        _in_draft(lambda f, side: {"body": "x", "section_id": side["section_id"]}),
        _in_draft(lambda f, side: {"body": "x", "parent_id": side["comment_id"]}),
    ],
    "edit_draft_comment": [_draft("comment_id", body={"body": "Mine now."})],
    "resolve_draft_comment": [_draft("comment_id", body={"resolved": True})],
    "add_draft_task": [
        _in_draft(lambda f, side: {"title": "x", "section_id": side["section_id"]}),
        _in_draft(lambda f, side: {"title": "x", "assignee_id": f.team["person"]}),
        _in_draft(lambda f, side: {"title": "x", "assignee_id": f.team["stranger"]}),
    ],
    "update_draft_task": [
        _draft("task_id", body={"title": "Mine now."}),
        _in_draft(lambda f, side: {"title": "x", "section_id": side["section_id"]}),
        _in_draft(lambda f, side: {"title": "x", "assignee_id": f.team["person"]}),
    ],
    "finish_draft_task": [_draft("task_id", body={"done": True})],
    "add_draft_source": [
        _theirs({"passage_id": str(new_id())}),
        _in_draft(lambda f, side: {"passage_id": str(new_id())}),
    ],
    "remove_draft_source": [_theirs(number="1")],
    "close_draft_expertise": [_draft("expertise_id")],
    "start_contact_test": [
        _alone(lambda f, side: {"organisation_ids": [f.here["organisation"], side["organisation"]]})
    ],
    "sign_in_as_demonstration": [_alone(lambda f, side: {"person_id": f.team["person"]})],
}
HARMLESS = {
    "mark_notifications_read": "marks one's own among the ids given; tests/platform/notifications/test_routes.py",
    "preview_text": "renders what was typed and asks the database nothing",
    "read_all": "remembers a moment for the caller alone, under the id that he gives",
}


def _nested(operation: Operation) -> bool:
    schema = body_schema(operation)
    inside = schema is not None and any(
        "uuid" in str(inner) for _, found in objects(schema) for inner in found.get("properties", {}).values()
    )
    return inside or len(re.findall(r"\{\w+\}", operation.path)) > 1


NESTED = [one for one in ALL if _nested(one)]


def test_every_operation_with_nested_ids_has_its_swaps() -> None:
    missing = {one.name for one in NESTED} - set(SWAPS) - set(HARMLESS)
    assert not missing, f"Say in tests/matrix/test_nested_ids.py what these do with a foreign id: {sorted(missing)}"


@pytest.mark.parametrize("side", ["team", "own"])
@pytest.mark.parametrize("operation", [one for one in NESTED if one.name in SWAPS], ids=lambda one: one.name)
async def test_a_foreign_id_is_refused(stage: Stage, foreign: Foreign, operation: Operation, side: str) -> None:
    for number, swap in enumerate(SWAPS[operation.name]):
        parameters, body = swap(foreign, getattr(foreign, side))
        options: dict[str, Any] = {} if body is None else {"json": body}
        path = operation.path.format_map(parameters)
        answer = await stage.ask("author", operation.method, path, headers={"If-Match": "*"}, **options)
        assert answer.status_code in (403, 404, 409, 422), (number, answer.status_code, answer.text)
        hidden = [name for name in ("Southern room", "elsewhere", "Elsewhere") if name in answer.text]
        assert not hidden, f"{operation.name} tells of {hidden}"
