"""Topics for tests, made through the API as a person would."""

from typing import Any

import httpx2

from tests.platform.factories import World

RED = "TLP:RED"


def topic_body(cast: World, **values: Any) -> dict[str, Any]:
    """The request for a discussion in the group that Ana and Bruno share."""
    return {
        "group_id": str(cast.group.id),
        "title": "Phishing kit against tax portals",
        "body": "We see a **new kit**. Details follow.",
        "label": "TLP:AMBER",
        **values,
    }


def advisory_body(cast: World, **values: Any) -> dict[str, Any]:
    """The request for an advisory that asks for acknowledgement."""
    advisory = {
        "severity": "critical",
        "cvss_vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
        "products": ["Example Gateway 9.1"],
        "cves": ["cve-2024-3094"],
        "indicators": [
            {"type": "domain", "value": "Login.Evil.example"},
            {"type": "url", "value": "https://evil.example/a?b=1", "comment": "landing page"},
            {"type": "ipv4", "value": "192.0.2[.]7"},
        ],
        "acknowledge_by": "2030-01-31",
        **values.pop("advisory", {}),
    }
    values = {"title": "Gateway exploited in the wild", **values}
    return topic_body(cast, kind="advisory", advisory=advisory, **values)


async def topic(client: httpx2.AsyncClient, cast: World, **values: Any) -> dict[str, Any]:
    """A published topic, as its author sees it."""
    answer = await client.post("/api/v1/topics", json=topic_body(cast, **values))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def advisory(client: httpx2.AsyncClient, cast: World, **values: Any) -> dict[str, Any]:
    """A published advisory, as its author sees it."""
    answer = await client.post("/api/v1/topics", json=advisory_body(cast, **values))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def post(
    client: httpx2.AsyncClient, topic_id: str, body: str = "Seen here too.", **values: Any
) -> dict[str, Any]:
    """A reply, as its author sees it."""
    answer = await client.post(f"/api/v1/topics/{topic_id}/posts", json={"body": body, **values})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made
