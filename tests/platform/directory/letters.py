"""What tests know of queued letters."""

from typing import Any

import orjson

from atalaya_platform.directory.letters import JOB
from tests.harness import Harness


async def queued(harness: Harness, letter: str) -> list[dict[str, Any]]:
    """The queued letters of that kind, the oldest first: person_id or address, locale, path, context."""
    rows = await harness.all("SELECT args FROM procrastinate_jobs WHERE task_name = :n ORDER BY id", n=JOB.name)
    found = [row.args if isinstance(row.args, dict) else orjson.loads(row.args) for row in rows]
    return [one for one in found if one["letter"] == letter]


async def secret(harness: Harness, letter: str) -> str:
    """The secret behind the link of the newest queued letter of that kind."""
    return str((await queued(harness, letter))[-1]["path"].partition("#")[2])
