"""Chat and search: a channel, what is said in it and made of it, a conversation, and what one looks up."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.hostile.cast import ASKER, CHANNEL, GROUP, PERSON, READER, SAY, Cast, Hand
from tests.browser.hostile.sharing import AMBER, address
from tests.browser.texts import SHELL


def talk(cast: Cast) -> None:
    """A channel with hostile words about it, what is said in it, and a topic made of that."""
    hand = cast.hands[PERSON]
    page, typist = hand.page, hand.typist
    hand.open("/chat")
    hand.press(SAY("chat", "new.channel.in", name=GROUP))
    typist.dialog.get_by_role("radio", name="TLP:RED").check()
    name = SAY("chat", "new.channel.name")
    typist.fill(typist.dialog, "chat/list/NewChannel.tsx", **{name: CHANNEL})
    typist.dialog.get_by_role("radio", name=AMBER).check()
    hand.press(SAY("chat", "new.channel.make"), typist.dialog)
    page.wait_for_url(re.compile("/chat/."))
    cast.at["channel"] = address(hand)
    message = say(cast, hand, cast.corpus.text, 7)
    message.hover()
    hand.pick(SAY("chat", "act.more"), SAY("chat", "act.edit"), message)
    typist.fill(message, "chat/talk/EditBox.tsx")
    hand.press(SAY("chat", "message.save"), message)
    expect(message.get_by_text(SAY("chat", "message.edited"))).to_be_visible()
    hand.pick(SAY("chat", "talk.more"), SAY("chat", "channel.edit"))
    typist.fill(typist.dialog, "chat/talk/ChannelDialogs.tsx", **{name: f"{CHANNEL} 2"})
    hand.confirm(SAY("chat", "message.save"))
    hand.press(SAY("chat", "search.open"))
    typist.fill(typist.dialog, "chat/talk/Panels.tsx")
    typist.dialog.get_by_role("searchbox").fill("alert")
    expect(typist.dialog.get_by_role("listitem").first).to_be_visible()
    typist.watch.quiet()
    hand.cancel()


def said(hand: Hand) -> Locator:
    return hand.main.get_by_role("log").get_by_role("article")


def say(cast: Cast, hand: Hand, text: str, files: int = 0) -> Locator:
    """Send a message with a text and some files; returns it once it stands in the channel."""
    hand.typist.fill(hand.main, "chat/send/Composer.tsx", area=text)
    if files:
        hand.typist.upload(hand.main, cast.corpus.files(files))
    before = said(hand).count()
    hand.press(SAY("chat", "send.send"))
    expect(said(hand)).to_have_count(before + 1)
    expect(said(hand).last).not_to_contain_text(SAY("chat", "outbox.sending"))
    hand.typist.watch.quiet()
    return said(hand).last


def carry(cast: Cast) -> None:
    """The reader's answer in a thread; the author makes a topic of what was said."""
    hand, reader = cast.hands[PERSON], cast.of(READER)
    reader.open(f"/chat/{cast.at['channel']}", "main [role=log] article")
    message = said(reader).last
    message.hover()
    reader.press(SAY("chat", "act.thread"), message)
    thread = reader.main.get_by_label(SAY("chat", "thread.title"))
    reader.typist.fill(thread, "chat/send/Composer.tsx")
    reader.press(SAY("chat", "send.send"), thread)
    expect(thread.get_by_role("article")).to_have_count(2)
    reader.typist.watch.quiet()
    message = said(hand).first
    message.hover()
    hand.pick(SAY("chat", "act.more"), SAY("chat", "act.topic"), message)
    hand.press(SAY("chat", "carry.go"))
    hand.typist.fill(hand.typist.dialog, "chat/talk/CarryBar.tsx")
    hand.press(SAY("chat", "carry.make"), hand.typist.dialog)
    hand.page.wait_for_url(re.compile("/forum/topics/."))
    cast.at["carried"] = address(hand)
    hand.typist.watch.quiet()


def converse(cast: Cast) -> None:
    """A conversation with two people, which might become three."""
    hand = cast.hands[PERSON]
    page, typist = hand.page, hand.typist
    hand.open("/chat")
    hand.press(SAY("chat", "new.talk"))
    typist.fill(typist.dialog, "chat/list/NewConversation.tsx")
    for name in (READER, ASKER):
        typist.choose(typist.dialog.get_by_role("combobox"), name)
    hand.press(SAY("chat", "new.talk.open"), typist.dialog)
    page.wait_for_url(re.compile("/chat/."))
    cast.at["talk"] = address(hand)
    hand.pick(SAY("chat", "talk.more"), SAY("chat", "people.add"))
    typist.fill(typist.dialog, "chat/talk/Panels.tsx")
    hand.cancel()
    say(cast, hand, cast.corpus.take(800))


def look_up(cast: Cast) -> None:
    """What one searches with: the directory's filter, the search page, the palette."""
    hand = cast.of(READER)
    page, typist = hand.page, hand.typist
    for path in ("/directory", "/directory/people"):
        hand.open(path, "main tbody tr")
        typist.fill(hand.main, "directory/Filter.tsx")
    hand.open("/search")
    # The page before it has a heading and a field too.
    expect(hand.main.get_by_role("searchbox", name=SAY("search", "field"))).to_be_visible()
    typist.fill(hand.main, "search/SearchPage.tsx")
    page.keyboard.press("Control+k")
    palette = page.get_by_role("combobox", name=SAY(SHELL, "palette.title"))
    for words in (*(cast.corpus.take(80) for _ in range(3)), "onerror"):
        with page.expect_response("**/api/v1/search?**"):
            palette.fill(words)
        typist.watch.quiet()
    expect(typist.dialog.get_by_role("option").first).to_be_visible()
    typist.watch.quiet()
    cast.typed.fields.add(("ui/CommandPalette.tsx", SAY(SHELL, "palette.title")))
    page.keyboard.press("Escape")
