"""Cursors that nobody got from us are refused in words, whatever is in them."""

from atalaya_platform.http.pages import cursor
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import world

VALUES = ("x", 1, None, True, {"a": 1}, [1], 1e308, 2**63, "\0", "2026-99-99", "a" * 300)
RAW = ("AAAA", "===", "é", "\0", " ", "bnVsbA", cursor(), "W10" * 100)
LISTS = ("groups", "organisations", "people", "topics", "channels", "notifications")


async def test_a_cursor_that_is_none_of_ours(harness: Harness, client_for: ClientFor) -> None:
    client = await client_for((await world(harness)).ana)
    made = [cursor(*[value] * size) for size in (1, 2, 3) for value in VALUES]
    wrong = []
    for name in LISTS:
        for text in (*made, *RAW):
            answer = await client.get(f"/api/v1/{name}", params={"after": text})
            if answer.status_code != 422 or answer.headers["content-type"] != "application/problem+json":
                wrong.append((name, text, answer.text))
    assert wrong == []
