"""The whole corpus of hostile texts as bodies, titles, names and messages, on the screens that show them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.account import Account
from tests.browser.conftest import People
from tests.browser.hostile.watch import Watch
from tests.browser.looking import settled
from tests.browser.texts import SHELL, Texts
from tests.data.vectors import xss_vectors
from tests.services.atalaya import Server

WRITER = "Analyst, Guyana (demo)"
STEWARD = "Team lead, Trinidad and Tobago (demo)"
READER = "Analyst, Bahamas (demo)"
GROUP = "Caribbean CSIRTs"
BATCH = 40
PARTS = "\n\n----\n\n"


@dataclass(frozen=True)
class Hostile:
    """Where the hostile texts ended up."""

    topics: tuple[str, ...]
    channel: str
    group: str
    organisation: str
    bodies: tuple[str, ...]


def one_line(text: str, most: int) -> str:
    """As a title takes it: no control characters, not longer than `most`."""
    return "".join(sign if sign >= " " else " " for sign in text)[:most]


@pytest.fixture(scope="module")
def hostile(server: Server) -> Iterator[Hostile]:
    """Every vector in bodies, titles and chat; a few in names, descriptions, tags, indicators and organisations."""
    vectors = [one.replace("\0", "\ufffd") for one in xss_vectors()]
    writer, steward = Account(server.url, WRITER), Account(server.url, STEWARD)
    group = writer.group(GROUP)["id"]
    channel = writer.call("PUT", f"/groups/{group}/channels/general", {}).json()["id"]
    bodies = tuple(PARTS.join(vectors[at : at + BATCH]) for at in range(0, len(vectors), BATCH))
    topics = []
    for number, body in enumerate(bodies):
        advisory = {
            "severity": "low",
            "products": [one_line(one, 200) for one in vectors[number * 4 : number * 4 + 4]],
            "indicators": [{"type": "other", "value": one_line(vectors[number], 200), "comment": one_line(body, 400)}],
        }
        wanted = {
            "group_id": group,
            "title": one_line("\u00a0".join(vectors[number * 6 : number * 6 + 6]), 200),
            "body": f"@[{WRITER}](person:{writer.person_id}) {body}",
            "label": "TLP:AMBER",
            "kind": "advisory",
            "advisory": advisory,
            "tags": ["<img/src/onerror=alert(1)>"],
        }
        topic = writer.post("/topics", wanted)
        topics.append(topic["id"])
        steward.post(f"/topics/{topic['id']}/posts", {"body": f"@[x](person:{writer.person_id}) {body}"})
        writer.say(channel, body)
        steward.say(channel, one_line(vectors[number], 400))
    steward.patch(f"/groups/{group}", {"description": one_line(bodies[0], 900)})
    writer.patch("/me", {"name": "<img src=x onerror=alert(1)>", "title": "<svg onload=alert(1)>"})
    organisation = writer.get("/me")["organisations"][0]["id"]
    yield Hostile(tuple(topics), channel, group, organisation, bodies)
    writer.patch("/me", {"name": WRITER, "title": ""})
    writer.close()
    steward.close()


def test_hostile_texts_stay_texts_on_every_screen(people: People, server: Server, hostile: Hostile) -> None:
    page = people.sign_in(READER)
    watch = Watch(page, server.url)
    screens = {
        "/": "main section li a",
        "/forum": "main article",
        f"/forum/groups/{hostile.group}": "main article",
        **{f"/forum/topics/{topic}?post=1": "main #reply textarea" for topic in hostile.topics},
        f"/chat/{hostile.channel}": "main [role=log] article",
        "/search?q=alert": "main article mark",
        "/search?q=img": "main article mark",
        "/notifications": "main h1",
        f"/directory/organisations/{hostile.organisation}": "main dl",
        f"/directory/groups/{hostile.group}": "main h1",
        "/directory/people": "main tbody tr",
    }
    for path, shows in screens.items():
        page.goto(path)
        settled(page, shows)
        watch.quiet()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name=Texts("en")(SHELL, "palette.title")).fill("onerror")
    expect(page.get_by_role("dialog").get_by_role("option").nth(1)).to_be_visible()
    watch.quiet()


def test_hostile_texts_stay_texts_in_the_preview_and_for_whom_they_name(
    people: People, server: Server, hostile: Hostile
) -> None:
    say = Texts("en")
    page = people.sign_in("<img src=x")
    watch = Watch(page, server.url)
    for path, shows in {"/": "main section li a", "/notifications": "main li", "/settings": "main form input"}.items():
        page.goto(path)
        settled(page, shows)
        watch.quiet()
    page.goto(f"/forum/topics/{hostile.topics[0]}?post=1")
    settled(page, "main #reply textarea")
    box = page.get_by_role("textbox", name=say("forum", "reply.title"))
    for body in hostile.bodies:
        box.fill(body)
        with page.expect_response("**/api/v1/text/preview"):
            page.get_by_role("button", name=say(SHELL, "composer.preview"), exact=True).last.click()
        page.get_by_role("button", name=say(SHELL, "composer.write"), exact=True).last.click()
        watch.quiet()


def test_a_script_that_runs_would_be_noticed(people: People, server: Server) -> None:
    page = people.sign_in(READER)
    watch = Watch(page, server.url)
    page.reload()
    settled(page, "main section li a")
    watch.quiet()
    people.expects(r"Executing inline event handler violates .*")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    told = "new Promise(done => { const at = setInterval(() => window.marks.length && done(clearInterval(at)), 20); })"
    page.evaluate(told)
    with pytest.raises(AssertionError, match="script-src-attr"):
        watch.quiet()
