"""The main job: two teams share a labelled advisory and chat live, and a third finds no trace of it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import People, Picture
from tests.browser.texts import SHELL, Texts

GROUP = "Incident response – Americas"
AUTHOR = "Analyst, Jamaica (demo)"
READER = "Analyst, Trinidad and Tobago (demo)"
OUTSIDER = "Analyst, Panama (demo)"
BIRDS = {"en": "Kestrel", "es": "Alcaudón"}
# Asks until the search knows the word: what was written is indexed by a job a moment later.
FOUND = """async word => {
    for (const end = Date.now() + 15000; Date.now() < end; await new Promise(next => setTimeout(next, 100))) {
        const answer = await fetch("/api/v1/search?q=" + word);
        if ((await answer.json()).items.length > 0) return true;
    }
    return false;
}"""


@dataclass
class Story:
    """What the two of them write: one invented word in everything, so that a search finds it and nothing else."""

    say: Texts
    word: str

    @property
    def title(self) -> str:
        return f"Gateway taken over, {self.word}"

    @property
    def reply(self) -> str:
        return f"We see {self.word} at two ministries"

    @property
    def question(self) -> str:
        return f"Can you join a call about {self.word}?"

    @property
    def answer(self) -> str:
        return f"In five minutes, with the log of {self.word}"


def publish(page: Page, story: Story) -> str:
    """Write the advisory in the composer and publish it; returns its address."""
    say = story.say
    page.goto("/forum/new")
    page.locator("label").filter(has=page.get_by_role("radio", name=say("forum", "kind.advisory"))).click()
    page.get_by_label(say("forum", "compose.group"), exact=True).select_option(label=GROUP)
    page.get_by_role("radio", name=re.compile(r"^TLP:AMBER(?!\+)")).check()
    readers = page.get_by_role("group", name=say(SHELL, "tlp.legend"))
    expect(readers).to_contain_text(say.pattern("shell", "audience.read"))
    expect(readers).to_contain_text(counted(page, say))
    page.get_by_role("radio", name=say("forum", "severity.high")).check()
    page.get_by_label(say("forum", "compose.title"), exact=True).fill(story.title)
    page.get_by_label(say("forum", "advisory.indicators")).fill("198.51.100[.]23 # answers on port 8443")
    page.get_by_label(say("forum", "advisory.by")).fill((datetime.now(UTC) + timedelta(days=2)).date().isoformat())
    page.get_by_role("textbox", name=say("forum", "compose.text"), exact=True).fill(
        f"**{story.word}**: an address that answers as the gateway does."
    )
    page.get_by_role("button", name=say("forum", "compose.send"), exact=True).click()
    expect(page.get_by_role("heading", level=1, name=story.title)).to_be_visible()
    expect(page.get_by_text("198[.]51[.]100[.]23").first).to_be_visible()
    return re.sub(r"\?.*", "", page.url)


def counted(page: Page, say: Texts) -> re.Pattern[str]:
    """The sentence with the numbers that the access rule gives for this group and label."""
    group = page.evaluate(
        """name => fetch("/api/v1/groups?limit=100").then(answer => answer.json())
            .then(all => all.items.find(group => group.name === name).id)""",
        GROUP,
    )
    who = page.evaluate(
        """group => fetch("/api/v1/audience", {method: "POST", headers: {"Content-Type": "application/json"},
            body: JSON.stringify({label: "TLP:AMBER", group_id: group})}).then(answer => answer.json())""",
        group,
    )
    assert who["people"] > 9, "the constituents of nine teams count too"
    assert who["organisations"] > 9, "the constituents of nine teams count too"
    numbers = [str(who[name]) for name in ("organisations", "countries", "people")]
    return re.compile(r"\b" + r"\b.*\b".join(numbers) + r"\b")


def go(page: Page, say: Texts, name: str) -> None:
    """Follow an entry of the rail, or on a phone of the bottom bar."""
    page.get_by_role("navigation", name=say(SHELL, "shell.main")).get_by_role("link", name=name).click()


def enter_channel(page: Page, say: Texts) -> Locator:
    """From anywhere to the end of the group's general channel; gives the place where one writes."""
    go(page, say, say("chat", "nav.chat"))
    group = page.get_by_role("region", name=GROUP)
    general = say("chat", "list.general")
    group.get_by_role("link", name=general).or_(group.get_by_role("button", name=general)).first.click()
    box = page.get_by_role("textbox", name=say("chat", "send.label", name=general))
    expect(box).to_be_visible()
    expect(page.get_by_role("log").get_by_role("article").first).to_be_visible()
    # It opens at the first message that one has not read, which may be far above the end.
    page.get_by_role("log").hover()
    page.mouse.wheel(0, 100_000)
    return box


def tell(page: Page, box: Locator, say: Texts, text: str) -> None:
    box.fill(text)
    page.get_by_role("button", name=say("chat", "send.send"), exact=True).click()
    expect(page.get_by_role("article").filter(has_text=text)).to_be_visible()


@pytest.mark.parametrize(("locale", "phone"), [("en", False), ("es", True)], ids=["desktop-en", "phone-es"])
def test_two_teams_share_an_advisory_and_a_third_finds_no_trace(
    people: People, picture: Picture, locale: str, phone: bool
) -> None:
    story = Story(Texts(locale), f"{BIRDS[locale]}{uuid4().hex[:6]}")
    say = story.say
    author = people.sign_in(AUTHOR, locale=locale, phone=phone)
    reader = people.sign_in(READER, locale=locale, phone=phone)
    reader.goto("/forum")
    expect(reader.get_by_role("list", name=say("forum", "feed.label")).get_by_role("link").first).to_be_visible()

    address = publish(author, story)

    row = reader.get_by_role("article").filter(has_text=story.title)
    expect(row).to_contain_text("TLP:AMBER")
    expect(row).to_contain_text(say("forum", "state.awaiting"))
    row.get_by_role("link", name=story.title).click()
    expect(reader.get_by_role("heading", level=1, name=story.title)).to_be_visible()
    acknowledgement = author.get_by_role("region", name=say("forum", "ack.title"))
    expect(acknowledgement).to_contain_text(say.pattern("forum", "ack.count"))
    reader.get_by_role("button", name=say("forum", "answer.acknowledged"), exact=True).click()
    expect(acknowledgement.get_by_role("heading")).to_contain_text(re.compile(r"\b1\b"))
    reader.get_by_role("textbox", name=say("forum", "reply.title")).fill(story.reply)
    reader.get_by_role("button", name=say("forum", "reply.send"), exact=True).click()
    expect(author.get_by_role("article").filter(has_text=story.reply)).to_be_visible()

    box, other = enter_channel(author, say), enter_channel(reader, say)
    tell(author, box, say, story.question)
    expect(reader.get_by_role("article").filter(has_text=story.question)).to_be_visible()
    tell(reader, other, say, story.answer)
    expect(author.get_by_role("article").filter(has_text=story.answer)).to_be_visible()
    picture(author, "chat-phone" if phone else "chat")

    assert author.evaluate(FOUND, story.word), "its author finds it"
    outsider = people.sign_in(OUTSIDER, locale=locale, phone=phone)
    expect_refusals(people, address, author.url)
    no_trace(outsider, story, address, author.url)


def expect_refusals(people: People, topic: str, channel: str) -> None:
    """The outsider's browser complains of the two addresses that do not exist for it, and of nothing else."""
    topic, channel = (address.rsplit("/", 1)[1] for address in (topic, channel))
    people.expects(
        rf"Failed to load resource: .* 404 .* </api/v1/(topics/{topic}|channels/{channel})(/[a-z]+)?>",
        r"ProblemError: 404 .*",
    )


def no_trace(page: Page, story: Story, topic: str, channel: str) -> None:
    """Neither list, address, search, palette nor chat shows the third person anything of it."""
    say = story.say
    page.goto("/forum")
    expect(page.get_by_role("list", name=say("forum", "feed.label")).get_by_role("link").first).to_be_visible()
    expect(page.get_by_text(story.word)).to_have_count(0)
    page.goto(topic)
    expect(page.get_by_role("heading", level=1, name=say(SHELL, "shell.notFound.title"))).to_be_visible()
    expect(page.get_by_text(story.word)).to_have_count(0)
    page.goto(channel)
    expect(page.get_by_role("main").get_by_role("alert")).to_be_visible()
    expect(page.get_by_text(story.word)).to_have_count(0)
    page.goto(f"/search?q={story.word}")
    # Said to screen readers as well, out of sight.
    expect(page.get_by_role("main").get_by_text(say("search", "none"), exact=True).last).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name=say(SHELL, "palette.title"))
    with page.expect_response(re.compile(r"/api/v1/search\?")) as answered:
        field.fill(story.word)
    assert answered.value.json()["items"] == []
    expect(page.get_by_role("option").last).to_have_text(say("search", "command.all", q=story.word))
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Escape")
    go(page, say, say("chat", "nav.chat"))
    expect(page.get_by_role("heading", name=say("chat", "list.talks"))).to_be_visible()
    expect(page.get_by_role("region", name=GROUP)).to_have_count(0)
    expect(page.get_by_text(story.word)).to_have_count(0)
