"""The cast of the authorisation matrix: actors of every role, in and out of the group, and one object per label."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from atalaya_platform.app import create_app
from atalaya_platform.database.session import Database
from atalaya_platform.identity.models import Person
from atalaya_platform.ids import new_id
from atalaya_platform.plugin import Registry
from atalaya_platform.realtime.backplane import NoBackplane
from atalaya_platform.realtime.hub import Hub
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import Settings
from tests.harness import Harness
from tests.matrix.drafted import drafted, public_passage
from tests.platform import factories

ORIGIN = "http://127.0.0.1:8000"
LABELS = {
    "CLEAR": "TLP:CLEAR",
    "GREEN": "TLP:GREEN",
    "AMBER": "TLP:AMBER",
    "STRICT": "TLP:AMBER+STRICT",
    "RED": "TLP:RED",
    "HIDDEN": "TLP:AMBER",
}
"""The columns: the five labels in a listed group, and TLP:AMBER in a hidden one."""

ACTORS = (
    "anonymous",
    "author",
    "author_weak",
    "colleague",
    "viewer",
    "contact_point",
    "partner",
    "partner_lead",
    "outsider",
    "outsider_contact_point",
    "constituent",
    "stakeholder",
    "secretary",
    "moderator",
    "administrator",
)
"""The rows. `author_weak` is the author in a session that was opened without a passkey. `partner` is of another

organisation in the group, and named on what is TLP:RED; outsiders are in the network, not in the group.
"""

GROUP_TEAMS = frozenset({"author", "author_weak", "colleague", "viewer", "contact_point", "partner", "partner_lead"})
NETWORK = frozenset(ACTORS) - {"anonymous", "stakeholder"}


def may_read(actor: str, column: str) -> bool:
    """TLP 2.0 as the architecture's table says it, written out again so that the code is not its own judge."""
    if actor == "anonymous":
        return False
    if column == "CLEAR":
        return True
    if column == "GREEN":
        return actor in NETWORK
    if column in ("AMBER", "HIDDEN"):
        return actor in GROUP_TEAMS or actor == "constituent"
    if column == "STRICT":
        return actor in GROUP_TEAMS
    return actor in {"author", "partner"}


@dataclass
class Stage:
    """The world of one module: clients by actor, ids by column and name, in a database of its own."""

    harness: Harness
    clients: dict[str, httpx2.AsyncClient]
    people: dict[str, Person]
    world: factories.World
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    own: dict[str, dict[str, str]] = field(default_factory=dict)

    def parameters(self, operation: str, column: str, plain: dict[str, str]) -> dict[str, str]:
        """What fills the braces of an operation's path: `plain`, the column's objects, and what is the operation's own
        (in every column, or in one, as in `join_group:CLEAR`), which may name an object of the column in braces."""
        found = plain | self.ids.get(column, {})
        own = self.own.get(operation, {}) | self.own.get(f"{operation}:{column}", {})
        return found | {name: value.format_map(found) for name, value in own.items()}

    async def ask(self, actor: str, method: str, path: str, **options: Any) -> httpx2.Response:
        """One request whose effects are undone afterwards; what was made before it stays.

        Each has a transaction of its own: of rows that a savepoint took back PostgreSQL rids itself only when the
        transaction around it ends, and after thousands of requests every other one had to step over them.
        """
        await self.harness.connection.commit()
        await begin(self.harness.connection)
        answer = await self.clients[actor].request(method, path, **options)
        await self.harness.connection.rollback()
        await begin(self.harness.connection)
        return answer


async def begin(connection: AsyncConnection) -> None:
    """Begin a transaction as the application's role."""
    await connection.begin()
    await connection.execute(text("SET LOCAL ROLE atalaya_app"))


async def _people(harness: Harness, world: factories.World) -> dict[str, Person]:
    make = factories.person
    return {
        "author": world.ana,
        "author_weak": world.ana,
        "colleague": await make(harness, world.jamaica, name="Colleague"),
        "viewer": await make(harness, world.jamaica, name="Viewer", role="viewer"),
        "contact_point": await make(harness, world.jamaica, name="Contact", role="national_contact_point"),
        "partner": world.bruno,
        "partner_lead": await make(harness, world.brazil, name="Lead", role="team_lead"),
        "outsider": world.carla,
        "outsider_contact_point": await make(harness, world.chile, name="Contact", role="national_contact_point"),
        "constituent": world.minister,
        "stakeholder": world.vendor,
        "secretary": world.secretary,
        "moderator": await make(harness, world.chile, name="Moderator", platform_role="moderator"),
        "administrator": world.admin,
    }


async def _made(client: httpx2.AsyncClient, method: str, path: str, **options: Any) -> Any:
    answer = await client.request(method, path, **options)
    if answer.status_code not in (200, 201):
        raise AssertionError(f"{method} {path}: {answer.status_code} {answer.text}")
    return answer.json()


async def _objects(stage: Stage, column: str, label: str, passage: str) -> dict[str, str]:
    """One topic, post, file, channel, message and draft of this label, by the author, through the API."""
    author = stage.clients["author"]
    group = stage.world.hidden if column == "HIDDEN" else stage.world.group
    recipients = [str(stage.world.bruno.id)] if column == "RED" else []
    upload = await _made(author, "POST", "/api/v1/files", files={"file": ("note.txt", b"what we saw", "text/plain")})
    asked = {
        "group_id": str(group.id),
        "title": f"Phishing kit {column}",
        "body": "Seen since Monday.",
        "kind": "question",
        "label": label,
        "recipients": recipients,
        "attachments": [upload["id"]],
    }
    topic = await _made(author, "POST", "/api/v1/topics", json=asked)
    posts = await _made(author, "GET", f"/api/v1/topics/{topic['id']}/posts")
    reply = await _made(author, "POST", f"/api/v1/topics/{topic['id']}/posts", json={"body": "And here."})
    await _made(author, "PUT", f"/api/v1/topics/{topic['id']}/answer", json={"post_id": reply["id"]})
    advisory = asked | {"title": f"Beacons {column}", "kind": "advisory", "attachments": []}
    warned = await _made(author, "POST", "/api/v1/topics", json=advisory | {"advisory": {"severity": "high"}})
    channel = await _made(
        author,
        "POST",
        f"/api/v1/groups/{group.id}/channels",
        json={
            "name": f"watch {column.lower()}",
            "label": label,
            "recipients": recipients,
        },
    )
    message = str(new_id())
    await _made(author, "PUT", f"/api/v1/channels/{channel['id']}/messages/{message}", json={"body": "Good morning."})
    wanted = {"group_id": str(group.id), "title": f"Strategy {column}", "label": label, "recipients": recipients}
    draft = await drafted(author, wanted, passage, "As we see it.")
    return draft | {
        "topic_id": topic["id"],
        "advisory_id": warned["id"],
        "post_id": reply["id"],
        "opening_id": posts["items"][0]["id"],
        "file_id": upload["id"],
        "channel_id": channel["id"],
        "message_id": message,
        "root_id": message,
        "group_id": str(group.id),
        "emoji": "👍",
    }


@asynccontextmanager
async def staged(engine: AsyncEngine, registry: Registry, data: Path) -> AsyncIterator[Stage]:
    """Build the world once, in a database that nobody else has."""
    settings = Settings(data=data, public_url=ORIGIN, worker=False, requests_per_minute=0)
    async with engine.connect() as connection:
        await begin(connection)
        database = Database(connection)
        database.handlers = registry.handlers_by_event
        runtime = Runtime(settings, registry, database, Hub(database, NoBackplane()))
        async with Harness.adapters(runtime):
            harness = Harness(runtime, connection)
            world = await factories.world(harness)
            people = await _people(harness, world)
            app = create_app(runtime)
            clients = {}
            for actor in ACTORS:
                client = httpx2.AsyncClient(
                    transport=httpx2.ASGITransport(app, raise_app_exceptions=False),
                    base_url=ORIGIN,
                    headers={"Sec-Fetch-Site": "same-origin"},
                )
                if actor != "anonymous":
                    strong = actor != "author_weak"
                    client.cookies.set("atalaya", await harness.cookie(people[actor], strong=strong))
                clients[actor] = client
            stage = Stage(harness, clients, people, world)
            passage = await public_passage(harness)
            for column, label in LABELS.items():
                stage.ids[column] = await _objects(stage, column, label, passage)
            yield stage
            for client in clients.values():
                await client.aclose()
