"""Uploading in tests."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from tests.harness import Harness
from tests.platform.factories import World, world

Upload = Callable[..., Awaitable[httpx2.Response]]


async def upload(client: httpx2.AsyncClient, name: str, content: bytes, **headers: str) -> httpx2.Response:
    """Send a file as a browser's form does."""
    return await client.post(
        "/api/v1/files", files={"file": (name, content, "application/octet-stream")}, headers=headers
    )


async def uploaded(client: httpx2.AsyncClient, name: str, content: bytes) -> dict[str, Any]:
    """Send a file that is taken."""
    answer = await upload(client, name, content)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)
