"""Whether a search finds every message that was written, however many: a search pages through a thousand hits."""

from uuid import UUID

from tests.faults.stage import Scene

PART = 200
"""So many messages of a writer share a word of their own."""


def said(number: int, count: int, tail: str = "") -> str:
    """What a writer says as message so-and-so."""
    return f"ransomware w{number}part{count // PART:04d} {count} {tail}"


async def _found(stage: Scene, word: str) -> set[UUID]:
    """The messages that a search for this word finds, page by page; none while searching is refused."""
    client = await stage.client(stage.cast.bruno)
    found: set[UUID] = set()
    for offset in range(0, 1000, 50):
        question = {"q": word, "kind": "message", "limit": 50, "offset": offset}
        items = (await client.http.get("/api/v1/search", params=question)).json().get("items", [])
        found |= {UUID(item["id"]) for item in items}
        if len(items) < 50:
            break
    await client.http.aclose()
    return found


async def index_equals_database(stage: Scene) -> bool:
    """Nothing waits to be indexed, and what the words find together is what is stored."""
    waiting = await stage.live.sql("SELECT count(*) AS n FROM search_change")
    if waiting[0].n:
        return False
    words = await stage.live.sql(
        "SELECT DISTINCT substring(body FROM 'w[0-9]+part[0-9]+') AS word FROM message WHERE channel_id = ANY (:c)",
        c=stage.channels,
    )
    found = [await _found(stage, row.word) for row in words]
    return set().union(*found) == {row.id for row in await stage.rows()}
