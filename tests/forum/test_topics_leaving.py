"""What leaves a topic: exports and what search finds, both within the label."""

import re

import httpx2
import pytest

from atalaya_forum.topics.search import PostSource, TopicSource
from atalaya_platform.search.indexing import index_waiting
from atalaya_platform.search.sources import NamedSearch, SearchSource
from atalaya_platform.text.tree import tree
from tests.conftest import ClientFor
from tests.forum.factories import RED, advisory, post, topic
from tests.harness import Harness
from tests.platform.factories import world


async def test_a_topic_is_taken_along_under_its_label(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    made = await advisory(ana, cast, title='Gateway "#panic(1)" \\ $x$')
    hidden = await post(bruno, made["id"], "Never mind")
    await post(bruno, made["id"], '#import "x": *\n\n```\n#panic()\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |')
    await bruno.delete(f"/api/v1/posts/{hidden['id']}")
    path = f"/api/v1/topics/{made['id']}/export"
    markdown = await bruno.get(f"{path}.md")
    assert markdown.headers["content-type"] == "text/markdown; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="TLP-AMBER_[\w-]+\.md"', markdown.headers["content-disposition"])
    lines = markdown.text.strip().splitlines()
    assert (lines[0], lines[-1]) == ("**TLP:AMBER**", "**TLP:AMBER**")
    assert "hxxps://evil" in markdown.text
    assert "This post was deleted" in markdown.text
    assert "Never mind" not in markdown.text
    assert "Exported by Bruno on" in markdown.text
    pdf = await bruno.get(f"{path}.pdf")
    assert (pdf.status_code, pdf.headers["content-type"]) == (200, "application/pdf")
    assert pdf.content.startswith(b"%PDF-")
    for stranger, status in ((carla, 404), (await client_for(), 401)):
        for ending in ("md", "pdf"):
            assert (await stranger.get(f"{path}.{ending}")).status_code == status
    entries = await harness.all("SELECT person_id, detail FROM audit_entry WHERE act = 'forum.topic.export'")
    assert [(entry.person_id, entry.detail["form"]) for entry in entries] == [
        (cast.bruno.id, "markdown"),
        (cast.bruno.id, "pdf"),
    ]


async def test_red_is_never_exported(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana, strong=True)
    made = await topic(ana, cast, label=RED, recipients=[str(cast.bruno.id)])
    for ending in ("md", "pdf"):
        answer = await ana.get(f"/api/v1/topics/{made['id']}/export.{ending}")
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/red-is-not-exported")


def test_kept_html_becomes_a_tree_of_values() -> None:
    html = (
        '<p>One<br>\ntwo <a href="javascript:x">three</a></p>\n<ul>\n<li>a</li>\n</ul>\n<pre><code>x\n y</code></pre>'
    )
    assert tree(html) == [
        {"t": "p", "c": ["One", {"t": "br", "alt": "", "c": []}, "two ", {"t": "a", "c": ["three"]}]},
        {"t": "ul", "c": [{"t": "li", "c": ["a"]}]},
        {"t": "pre", "c": [{"t": "code", "c": ["x\n y"]}]},
    ]


async def test_a_long_topic_is_taken_along_whole(
    harness: Harness, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    made = await topic(ana, cast)
    await harness.all(
        "WITH made AS (INSERT INTO post SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(),"
        " 'number', n, 'body', 'Line ' || n, 'html', '<p>Line ' || n || '.</p>'))).*"
        " FROM post p, generate_series(2, 1203) n WHERE p.topic_id = :topic RETURNING 1),"
        " counted AS (UPDATE topic SET last_number = 1203 WHERE id = :topic RETURNING 1) SELECT 1 FROM made, counted",
        topic=made["id"],
    )
    path = f"/api/v1/topics/{made['id']}/export"
    whole = (await ana.get(f"{path}.md")).text
    assert all(f"\nLine {number}\n" in whole for number in range(2, 1204))
    assert (await ana.get(f"{path}.pdf")).content.startswith(b"%PDF-")
    monkeypatch.setattr("atalaya_forum.topics.routes.export.MOST_TEXT", 100)
    part = (await ana.get(f"{path}.md")).text
    assert "\nLine 500\n" in part
    assert "\nLine 501\n" not in part
    assert "500 of 1203" in part.splitlines()[-3]
    assert "\nLine 501\n" in (await ana.get(f"{path}.md", params={"first": 501})).text


async def test_a_narrowed_topic_leaves_no_trace_before_it_is_indexed_again(
    harness: Harness, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    question = {"q": "axolotl", "facets": True}

    async def seen(client: httpx2.AsyncClient) -> tuple[int, int, int]:
        answer = (await client.get("/api/v1/search", params=question)).json()
        counted = sum(one["count"] for values in answer["facets"].values() for one in values)
        return len(answer["items"]), answer["total"], counted

    wide = await topic(ana, cast, title="Axolotl wiper", label="TLP:GREEN", tags=["wiper"])
    await post(bruno, wide["id"], "The axolotl is back.")
    await topic(ana, cast, title="Axolotl, in general", label="TLP:GREEN")
    await index_waiting(harness.runtime)
    before = await seen(carla)
    current = await ana.get(f"/api/v1/topics/{wide['id']}")
    narrowed = await ana.post(
        f"/api/v1/topics/{wide['id']}/label",
        json={"label": "TLP:AMBER"},
        headers={"If-Match": current.headers["etag"]},
    )
    assert narrowed.status_code == 200, narrowed.text
    items, total, counted = await seen(carla)
    assert (items, total) == (1, 1)
    assert counted < before[2]
    monkeypatch.setattr("atalaya_platform.search.finding.OUTDATED_LIMIT", 0)
    assert await seen(carla) == (1, 1, 0)
    monkeypatch.undo()
    await index_waiting(harness.runtime)
    assert await seen(carla) == (items, total, counted)
    assert (await seen(bruno))[1] == before[1]


async def test_search_finds_topics_and_replies_for_their_readers(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    warning = await advisory(ana, cast)
    answer = await post(bruno, warning["id"], "We use *capybara* rules against it.")
    await index_waiting(harness.runtime)

    async def found(client: object, words: str) -> list[tuple[str, str]]:
        answer = await client.get("/api/v1/search", params={"q": words})
        assert answer.status_code == 200, answer.text
        return [(one["kind"], one["id"]) for one in answer.json()["items"]]

    assert await found(bruno, "CVE-2024-3094") == [("topic", warning["id"])]
    assert await found(bruno, "login.evil.example") == [("topic", warning["id"])]
    assert await found(bruno, "capybara") == [("post", answer["id"])]
    assert await found(carla, "capybara") == []
    hit = (await bruno.get("/api/v1/search", params={"q": "capybara"})).json()["items"][0]
    assert hit["url"] == f"/forum/topics/{warning['id']}?post=2"
    await bruno.delete(f"/api/v1/posts/{answer['id']}")
    await ana.post(f"/api/v1/topics/{warning['id']}/label", json={"label": "TLP:GREEN"}, headers={"If-Match": "*"})
    await index_waiting(harness.runtime)
    assert await found(bruno, "capybara") == []
    assert await found(carla, "CVE-2024-3094") == [("topic", warning["id"])]


async def test_red_is_found_by_its_readers_in_the_database_only(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana, strong=True)
    body = "Los servidores comprometidos"
    made = await topic(ana, cast, label=RED, title="Ibis", body=body, recipients=[str(cast.bruno.id)])
    for source in (TopicSource(), PostSource()):
        checked: SearchSource = source
        async with harness.runtime.database.system() as session:
            assert await checked.all_ids(session, None, 10) == []
            assert await checked.documents(session, [made["id"]]) == []
    for person, strong, finds in ((cast.bruno, True, True), (cast.bruno, False, False), (cast.carla, True, False)):
        client = await client_for(person, strong=strong)
        for words in ("servidor comprometido", "ibis"):
            answer = (await client.get("/api/v1/search", params={"q": words})).json()
            assert ([one["id"] for one in answer["named"]] == [made["id"]]) is finds, (person.name, strong, words)
            assert answer["items"] == []
    assert isinstance(TopicSource(), NamedSearch)


async def test_a_topic_that_becomes_red_leaves_the_index(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana, strong=True), await client_for(cast.bruno, strong=True)
    made = await topic(ana, cast, title="Capybara sightings")
    await index_waiting(harness.runtime)
    assert (await bruno.get("/api/v1/search", params={"q": "capybara"})).json()["items"]
    red = {"label": RED, "recipients": [str(cast.bruno.id)]}
    await ana.post(f"/api/v1/topics/{made['id']}/label", json=red, headers={"If-Match": "*"})
    answer = (await bruno.get("/api/v1/search", params={"q": "capybara"})).json()
    await index_waiting(harness.runtime)
    answer = (await bruno.get("/api/v1/search", params={"q": "capybara"})).json()
    assert answer["items"] == []
    assert [one["id"] for one in answer["named"]] == [made["id"]]
