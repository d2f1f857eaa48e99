"""Drafts for tests, begun through the API as a person would."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx2

DRAFTS = "/api/v1/strategies/drafts"
ClientFor = Callable[..., Awaitable[httpx2.AsyncClient]]


async def begun(client: httpx2.AsyncClient, group: Any, **values: Any) -> dict[str, Any]:
    """A draft, as its author sees it."""
    wanted = {
        "title": "National Cybersecurity Strategy 2027",
        "group_id": str(group.id),
        "label": "TLP:AMBER",
        "language": "en",
        **values,
    }
    answer = await client.post(DRAFTS, json=wanted)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def address(draft: dict[str, Any], *rest: str) -> str:
    """Where the draft, or something of it, is asked for."""
    return "/".join([DRAFTS, draft["id"], *rest])


def section_of(draft: dict[str, Any], element: str) -> str:
    """The id of the section for an element."""
    found: str = next(one["id"] for one in draft["outline"] if one["element"] == element)
    return found


async def save(
    client: httpx2.AsyncClient, draft: dict[str, Any], section: str, body: str, match: object, **values: Any
) -> httpx2.Response:
    """Save a section's text upon a version."""
    headers = {"If-Match": f'"{match}"'}
    return await client.patch(address(draft, "sections", section), json={"body": body, **values}, headers=headers)
