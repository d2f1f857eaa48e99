"""What somebody typed survives a reload and a lost network, and arrives exactly once."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.account import Account
from tests.browser.conftest import People
from tests.browser.texts import SHELL, Texts
from tests.services.atalaya import Server

AUTHOR = "Analyst, Uruguay (demo)"
GROUP = "Incident response – Americas"
SAY = Texts("en")
OFFLINE = r"Failed to load resource: net::ERR_INTERNET_DISCONNECTED </.*>"


@pytest.fixture
def author(server: Server) -> Iterator[Account]:
    account = Account(server.url, AUTHOR)
    yield account
    account.close()


def general(author: Account) -> str:
    """The id of the group's general channel."""
    group = author.group(GROUP)["id"]
    return str(author.call("PUT", f"/groups/{group}/channels/general", {}).json()["id"])


def test_topic_survives_a_reload_and_a_lost_network_and_is_published_once(people: People, author: Account) -> None:
    title = f"Typed once {uuid4().hex[:8]}"
    page = people.sign_in(AUTHOR)
    page.goto(f"/forum/new?group={author.group(GROUP)['id']}")
    name = page.get_by_label(SAY("forum", "compose.title"), exact=True)
    text = page.get_by_role("textbox", name=SAY("forum", "compose.text"), exact=True)
    name.fill(title)
    text.fill("Half a thought")
    page.reload()
    expect(name).to_have_value(title)
    expect(text).to_have_value("Half a thought")

    people.expects(OFFLINE)
    page.context.set_offline(True)
    expect(page.get_by_text(SAY(SHELL, "shell.offline"))).to_be_visible()
    text.press("End")
    text.press_sequentially(" and its end")
    send = page.get_by_role("button", name=SAY("forum", "compose.send"), exact=True)
    send.click()
    expect(page.get_by_text(SAY(SHELL, "ui.kept"))).to_be_visible()
    expect(text).to_have_value("Half a thought and its end")
    page.context.set_offline(False)
    send.click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    assert [one["title"] for one in author.get("/topics?limit=50")["items"]].count(title) == 1
    page.goto(f"/forum/new?group={author.group(GROUP)['id']}")
    expect(name).to_have_value("")


def test_chat_message_survives_a_reload_and_a_lost_network_and_arrives_once(people: People, author: Account) -> None:
    word = f"typed{uuid4().hex[:8]}"
    channel = general(author)
    page = people.sign_in(AUTHOR)
    page.goto(f"/chat/{channel}")
    box = page.get_by_role("textbox", name=SAY("chat", "send.label", name=SAY("chat", "list.general")))
    box.fill(word)
    page.reload()
    expect(box).to_have_value(word)

    people.expects(OFFLINE)
    page.context.set_offline(True)
    expect(page.get_by_text(SAY(SHELL, "shell.offline"))).to_be_visible()
    box.press("Enter")
    message = page.get_by_role("article").filter(has_text=word)
    expect(message).to_contain_text(SAY("chat", "outbox.waiting"))
    page.context.set_offline(False)
    arrived(message)
    expect(box).to_have_value("")
    assert said(author, channel, word) == 1


def test_chat_message_written_far_above_the_end_waits_in_view(people: People, author: Account) -> None:
    word = f"above{uuid4().hex[:8]}"
    channel = general(author)
    for number in range(65):
        author.say(channel, f"Line {number} of a long night")
    oldest = author.get(f"/channels/{channel}/messages?limit=100")["items"][0]["id"]
    page = people.sign_in(AUTHOR)
    page.goto(f"/chat/{channel}?message={oldest}")
    box = page.get_by_role("textbox", name=SAY("chat", "send.label", name=SAY("chat", "list.general")))
    expect(page.get_by_role("article").first).to_be_visible()
    people.expects(OFFLINE)
    page.context.set_offline(True)
    expect(page.get_by_text(SAY(SHELL, "shell.offline"))).to_be_visible()
    box.fill(word)
    box.press("Enter")
    message = page.get_by_role("article").filter(has_text=word)
    expect(message).to_be_in_viewport()
    expect(message).to_contain_text(SAY("chat", "outbox.waiting"))
    page.context.set_offline(False)
    arrived(message)
    expect(page.get_by_text("Line 64 of a long night")).to_be_visible()
    assert said(author, channel, word) == 1


def test_chat_message_written_before_the_others_are_there_is_in_view(people: People, author: Account) -> None:
    word = f"early{uuid4().hex[:8]}"
    channel = general(author)
    for number in range(30):
        author.say(channel, f"Unread line {number}")
    page = people.sign_in("Analyst, Chile (demo)")
    asked: list[Route] = []
    wait = True

    def hold(route: Route) -> None:
        if wait and route.request.method == "GET":
            asked.append(route)
        else:
            route.continue_()

    page.route(re.compile(rf"/channels/{channel}/messages(\?|$)"), hold)
    page.goto(f"/chat/{channel}")
    box = page.get_by_role("textbox", name=SAY("chat", "send.label", name=SAY("chat", "list.general")))
    with page.expect_response(lambda answer: answer.request.method == "PUT" and "/messages/" in answer.url):
        box.fill(word)
        box.press("Enter")
    wait = False
    for route in asked:
        route.continue_()
    message = page.get_by_role("article").filter(has_text=word)
    arrived(message)
    expect(message).to_be_in_viewport()


def test_refused_chat_message_says_so_and_can_be_sent_again(people: People, author: Account) -> None:
    word = f"refused{uuid4().hex[:8]}"
    channel = general(author)
    page = people.sign_in(AUTHOR)
    page.goto(f"/chat/{channel}")
    box = page.get_by_role("textbox", name=SAY("chat", "send.label", name=SAY("chat", "list.general")))
    writes = re.compile(rf"/api/v1/channels/{channel}/messages/[^/?]+$")
    people.expects(rf"Failed to load resource: .* 422 .* </api/v1/channels/{channel}/messages/[^/]+>")
    refusal = '{"type": "about:blank", "title": "Refused", "status": 422, "detail": "Not like this."}'
    page.route(writes, lambda route: route.fulfill(status=422, content_type="application/problem+json", body=refusal))
    box.fill(word)
    box.press("Enter")
    message = page.get_by_role("article").filter(has_text=word)
    expect(message.get_by_role("alert")).to_contain_text(SAY("chat", "outbox.refused"))
    page.reload()
    expect(message.get_by_role("alert")).to_contain_text(SAY("chat", "outbox.refused"))
    page.unroute(writes)
    message.get_by_role("button", name=SAY("chat", "outbox.again")).click()
    expect(message.get_by_role("alert")).to_have_count(0)
    expect(message).to_have_count(1)
    page.reload()
    expect(message).to_have_count(1)
    assert said(author, channel, word) == 1


def arrived(message: Locator) -> None:
    """Wait until it neither waits nor is on its way, and stands there once."""
    for state in ("outbox.waiting", "outbox.sending"):
        expect(message).not_to_contain_text(SAY("chat", state), timeout=35_000)
    expect(message).to_have_count(1)


def said(account: Account, channel: str, word: str) -> int:
    """How often the channel's history has it."""
    history = account.get(f"/channels/{channel}/messages?limit=50")["items"]
    return sum(word in one["body"] for one in history)
