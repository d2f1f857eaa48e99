"""What is not hers: the things of another team, in a group that the author cannot see, and of her own elsewhere."""

from dataclasses import dataclass
from typing import Any

import httpx2

from atalaya_platform.directory.keys.models import OpenPgpKey
from atalaya_platform.ids import new_id
from tests.matrix.bodies import EDITION
from tests.matrix.cast import Stage
from tests.matrix.drafted import drafted
from tests.matrix.test_matrix import UPLOAD
from tests.platform import factories

COLUMN = "AMBER"
CHAT = "/api/v1/channels/{channel}/messages/{message}"


@dataclass
class Foreign:
    """Ids of what is another team's, in a group that the author cannot see; and of her own, but elsewhere."""

    team: dict[str, str]
    own: dict[str, str]
    here: dict[str, str]


async def _json(client: httpx2.AsyncClient, method: str, path: str, **options: Any) -> Any:
    answer = await client.request(method, path, **options)
    if answer.status_code not in (200, 201):
        raise AssertionError(f"{method} {path}: {answer.status_code} {answer.text}")
    return answer.json()


async def _things(client: httpx2.AsyncClient, group: str) -> dict[str, str]:
    """A topic with two posts and a file, a channel with a message, a file that lies loose; in a group, by a member."""
    loose = await _json(client, "POST", "/api/v1/files", files=UPLOAD)
    file = await _json(client, "POST", "/api/v1/files", files=UPLOAD)
    body = {"group_id": group, "title": "Elsewhere", "body": "x", "kind": "question", "label": "TLP:AMBER+STRICT"}
    topic = await _json(client, "POST", "/api/v1/topics", json=body | {"attachments": [file["id"]]})
    post = await _json(client, "POST", f"/api/v1/topics/{topic['id']}/posts", json={"body": "A reply."})
    made = {"name": "elsewhere", "label": "TLP:AMBER+STRICT"}
    channel = await _json(client, "POST", f"/api/v1/groups/{group}/channels", json=made)
    message = str(new_id())
    await _json(client, "PUT", CHAT.format(channel=channel["id"], message=message), json={"body": "x"})
    members = await _json(client, "GET", f"/api/v1/groups/{group}/members")
    return {
        "group": group,
        "topic": topic["id"],
        "post": post["id"],
        "file": file["id"],
        "loose": loose["id"],
        "channel": channel["id"],
        "message": message,
        "member": next(one["id"] for one in members if not one["steward"]),
    }


async def elsewhere(stage: Stage) -> Foreign:
    world, author, outsider = stage.world, stage.clients["author"], stage.clients["outsider"]
    quiet = await factories.group(
        stage.harness, world.carla, persons=(world.carla, stage.people["outsider_contact_point"]),
        stewards=(world.carla.id,), name="Southern room", visibility="hidden",
    )  # fmt: skip
    asked = await factories.group(
        stage.harness, world.carla, persons=(world.carla,), stewards=(world.carla.id,), name="On request",
        joining="request",
    )  # fmt: skip
    theirs = await _things(outsider, str(quiet.id))
    own = await _things(author, str(world.hidden.id))
    invite = {"person_id": str(world.minister.id)}
    theirs["invitation"] = (await _json(outsider, "POST", f"/api/v1/groups/{quiet.id}/invitations", json=invite))["id"]
    own["invitation"] = (await _json(author, "POST", f"/api/v1/groups/{world.hidden.id}/invitations", json=invite))[
        "id"
    ]
    minister = stage.clients["constituent"]
    key = OpenPgpKey(organisation_id=world.chile.id, armoured="x", fingerprint="F" * 40, user_ids=[], can_encrypt=True)
    await stage.harness.add(key)
    theirs["request"] = (await _json(minister, "POST", f"/api/v1/groups/{asked.id}/requests", json={}))["id"]
    own["request"] = str(new_id())
    theirs |= {
        "organisation": str(world.chile.id),
        "beyond": str(world.company.id),
        "person": str(world.carla.id),
        "stranger": str(world.vendor.id),
        "key": str(key.id),
    }
    own |= {"organisation": str(world.brazil.id), "person": str(world.bruno.id)}
    for client, place, side in (
        (outsider, "CHL", theirs), (author, "BRA", own), (author, "JAM", here := {}),
    ):  # fmt: skip
        proposal = {**EDITION, "place": place, "title_en": f"Strategy of {place}"}
        side["edition"] = (await _json(client, "POST", "/api/v1/strategies/editions", json=proposal))["id"]
    for client, group, side in ((outsider, quiet, theirs), (author, world.hidden, own)):
        wanted = {"group_id": str(group.id), "title": "Elsewhere", "label": "TLP:AMBER+STRICT"}
        side |= await drafted(client, wanted, stage.ids[COLUMN]["passage_id"], "Elsewhere.")
    files, about = {"file": ("foreign.txt", b"A foreign text.", "text/plain")}, "/api/v1/strategies/documents?place=CHL"
    for side in (theirs, own):
        side["document"] = (await _json(stage.clients["secretary"], "POST", about, files=files))["id"]
        files = {"file": ("another.txt", b"Another foreign text.", "text/plain")}
    asked_of_all = {"severity": "high", "acknowledge_by": "2027-06-01"}
    body = {
        "title": "A further topic",
        "body": "Text.",
        "label": "TLP:AMBER",
        "group_id": str(world.group.id),
        "kind": "advisory",
        "advisory": asked_of_all,
    }
    advisory = await _json(stage.clients["partner"], "POST", "/api/v1/topics", json=body)
    here |= {"organisation": str(world.jamaica.id), "group": str(world.group.id), "advisory": advisory["id"]}
    return Foreign(theirs, own, stage.ids[COLUMN] | here)
