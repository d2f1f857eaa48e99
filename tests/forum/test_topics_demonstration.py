"""The demonstration threads: there once, believable to each reader, and gone without a trace."""

import re
from itertools import pairwise

from atalaya_forum.topics.demonstration.advisories import ADVISORIES
from atalaya_forum.topics.demonstration.discussions import DISCUSSIONS
from atalaya_forum.topics.demonstration.load import load, remove
from atalaya_platform.directory.demonstration import load as directory
from atalaya_platform.directory.demonstration.cast import person_id
from atalaya_platform.identity.models import Person
from tests.conftest import ClientFor
from tests.harness import Harness


async def test_the_threads_are_played_once_and_taken_away(harness: Harness, client_for: ClientFor) -> None:
    for _ in range(2):
        async with harness.runtime.database.system() as session:
            await directory.load(session, harness.runtime)
            await load(session, harness.runtime)
    labels = {row.label: row.count for row in await harness.all("SELECT label, count(*) FROM topic GROUP BY label")}
    assert set(labels) == {"TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"}
    assert labels["TLP:RED"] == 1
    languages = {row.language for row in await harness.all("SELECT DISTINCT language FROM topic")}
    assert {"en", "es", "pt"} <= languages
    bruno = await client_for(Person(id=person_id("brazil.analyst")), strong=True)
    titles = {item["title"] for item in (await bruno.get("/api/v1/topics?limit=100")).json()["items"]}
    assert any("Negotiation window" in title for title in titles)
    today = (await bruno.get("/api/v1/today/forum")).json()
    assert today["unread_topics"]
    assert today["questions"]
    assert [item["title"] for item in today["awaiting"]] == [
        "Cifrado de hipervisores: la misma nota de rescate en dos países"
    ]
    company = await client_for(Person(id=person_id("company")), strong=True)
    seen = {item["label"] for item in (await company.get("/api/v1/topics")).json()["items"]}
    assert seen == {"TLP:CLEAR", "TLP:GREEN"}
    library = (await bruno.get("/api/v1/best-practices")).json()["items"]
    assert {item["title"] for item in library} >= {
        "The first hour: a checklist for small teams",
        "Sinkholing by name with an expiry: response policy zones",
    }
    assert [item["review_on"] is not None for item in library] == [True, True]
    await harness.run_jobs()
    async with harness.runtime.database.system() as session:
        await remove(session, harness.runtime)
    assert await harness.one("SELECT count(*) FROM stream WHERE name LIKE 'topic:%'") == 0
    for table in ("topic", "post", "acknowledgement"):
        assert await harness.one(f"SELECT count(*) FROM {table}") == 0


def test_no_line_of_a_text_breaks_where_its_source_is_full() -> None:
    """A line break is shown as one; lists, tables, quotations and code have lines of their own."""
    structure = re.compile(r"\s*([-*|>#]|\d+\.|```)")
    bodies = [text for one in (*ADVISORIES, *DISCUSSIONS) for text in (one.body, *(say.body for say in one.replies))]
    for body in bodies:
        prose = re.sub(r"```.*?```", "", body, flags=re.DOTALL).split("\n")
        broken = [line for line, after in pairwise(prose) if line and after and not structure.match(after)]
        assert not broken
