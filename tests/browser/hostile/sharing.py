"""Groups and topics: all their forms, filled in hostilely by an author, a reader and one who asks to join."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.account import Account
from tests.browser.hostile.cast import ASKER, GROUP, OFFICER, PERSON, READER, SAY, TAG, TOPIC, Cast, Hand
from tests.browser.texts import SHELL

AMBER = re.compile(r"^TLP:AMBER(?!\+)")


def gather(cast: Cast) -> None:
    """A group with a hostile name, an invitation into it, a request refused and another admitted."""
    hand = cast.hands[PERSON]
    typist = hand.typist
    hand.open("/directory/groups")
    hand.press(SAY("directory", "group.new"))
    typist.dialog.get_by_label(SAY("directory", "group.joining")).select_option("request")
    typist.fill(typist.dialog, "directory/groups/GroupForm.tsx", **{SAY("directory", "group.name"): GROUP})
    hand.press(SAY("directory", "group.create"), typist.dialog)
    hand.page.wait_for_url(re.compile("/directory/groups/."))
    cast.at["group"] = hand.page.url.rsplit("/", 1)[1]
    hand.press(SAY("directory", "group.invite"))
    typist.fill(typist.dialog, "directory/groups/Invite.tsx")
    typist.choose(typist.dialog.get_by_role("combobox"), READER)
    hand.confirm(SAY("directory", "group.invite.send"))
    reader, asker = cast.of(READER), cast.of(ASKER)
    reader.open("/directory/groups?scope=invitations", "main li strong")
    reader.typist.watch.quiet()
    row = reader.main.get_by_role("listitem").filter(has_text=GROUP)
    reader.press(SAY("directory", "accept"), row)
    expect(row).to_have_count(0)
    asker.open(f"/directory/groups/{cast.at['group']}")
    asker.press(SAY("directory", "group.ask"))
    asker.typist.fill(asker.typist.dialog, "directory/groups/Joining.tsx")
    asker.confirm(SAY("directory", "group.ask.send"))
    hand.page.reload()
    hand.press(SAY("directory", "refuse"))
    typist.fill(typist.dialog, "directory/groups/Decide.tsx")
    hand.confirm(SAY("directory", "decide.confirm.refuse"))
    crowd(cast)
    asker.open("/forum/groups", "main li")
    asker.typist.fill(asker.main, "forum/groups/GroupsPage.tsx")
    asker.open(f"/forum/groups/{cast.at['group']}")
    asker.press(SAY("forum", "join.ask"))
    asker.typist.fill(asker.typist.dialog, "forum/groups/JoinButton.tsx")
    asker.confirm(SAY("forum", "join.ask"))
    hand.page.reload()
    hand.press(SAY("directory", "admit"))
    typist.fill(typist.dialog, "directory/groups/Decide.tsx")
    hand.confirm(SAY("directory", "decide.confirm.admit"))
    typist.watch.quiet()


def crowd(cast: Cast) -> None:
    """More groups than one overlooks, so that there is a field to find one."""
    officer = Account(cast.server.url, OFFICER)
    for _ in range(6):
        officer.post(
            "/groups", {"name": cast.corpus.take(200), "description": cast.corpus.take(800), "joining": "open"}
        )
    officer.close()


def publish(cast: Cast) -> None:
    """An advisory with everything that one can say in it."""
    hand = cast.hands[PERSON]
    page, typist = hand.page, hand.typist
    hand.open(f"/forum/new?kind=advisory&group={cast.at['group']}", "main textarea")
    hand.radio("TLP:RED")
    sources = ("forum/compose/TopicComposer.tsx", "forum/compose/AdvisoryFields.tsx", "forum/compose/TagInput.tsx")
    kept = {
        SAY("forum", "compose.title"): TOPIC,
        SAY("forum", "compose.tags"): TAG,
        SAY("forum", "advisory.cves"): "CVE-2026-1000",
        SAY("forum", "advisory.cvss"): "",
        SAY("forum", "advisory.products"): "\n".join(cast.corpus.take(180) for _ in range(5)),
        SAY("forum", "advisory.indicators"): "\n".join(
            (
                f"https://example.org/{cast.corpus.take(60).split()[0]} # {cast.corpus.take(300)}",
                *(f"other: {cast.corpus.take(150)} # {cast.corpus.take(300)}" for _ in range(5)),
            )
        ),
    }
    typist.fill(hand.main, *sources, **kept)
    hand.radio(AMBER)
    hand.radio(SAY("forum", "severity.low"))
    typist.upload(hand.main, cast.corpus.files(8))
    hand.press(SAY(SHELL, "composer.preview"))
    typist.watch.quiet()
    hand.press(SAY("forum", "compose.send"))
    expect(page.get_by_role("heading", level=1, name=TOPIC)).to_be_visible()
    cast.at["advisory"] = address(hand)
    typist.watch.quiet()
    hand.pick(SAY("forum", "topic.more"), SAY("forum", "topic.edit"))
    changed = {**kept, SAY("forum", "compose.title"): f"{TOPIC} 2"}
    typist.fill(typist.dialog, "forum/topic/EditTopicDialog.tsx", *sources[1:], **changed)
    hand.confirm(SAY("forum", "edit.save"))
    hand.pick(SAY("forum", "topic.more"), SAY("forum", "relabel.action"))
    typist.dialog.get_by_role("radio", name="TLP:RED").check()
    typist.fill(typist.dialog, "forum/topic/RelabelDialog.tsx")
    hand.cancel()


def address(hand: Hand) -> str:
    """The id of the topic or channel that is open, from a page's address."""
    return re.sub(r"[?#].*", "", hand.page.url).rsplit("/", 1)[1]


def write(cast: Cast, hand: Hand, text: str, files: int = 0) -> Locator:
    """Reply with a text and some files; returns the new post."""
    box = hand.page.locator("#reply")
    hand.typist.fill(box, "forum/compose/ReplyBox.tsx", area=text)
    if files:
        hand.typist.upload(box, cast.corpus.files(files))
    before = hand.main.get_by_role("article").count()
    hand.press(SAY("forum", "reply.send"), box)
    expect(hand.main.get_by_role("article")).to_have_count(before + 1)
    hand.typist.watch.quiet()
    return hand.main.get_by_role("article").last


def answer(cast: Cast) -> None:
    """The reader's remark and reply to the advisory; the author's reply, edited, reported and taken away."""
    hand, reader = cast.hands[PERSON], cast.of(READER)
    reader.open(f"/forum/topics/{cast.at['advisory']}", "main #reply textarea")
    remark = reader.page.get_by_role("region", name=SAY("forum", "ack.title"))
    reader.typist.fill(remark, "forum/advisory/Acknowledgement.tsx")
    reader.press(SAY("forum", "answer.affected"), remark)
    expect(remark.get_by_label(SAY("forum", "ack.note"))).to_have_value("")
    write(cast, reader, cast.corpus.text)
    more = SAY.pattern("forum", "post.more")
    post = write(cast, hand, cast.corpus.take(800), 7)
    hand.pick(more, SAY("forum", "post.edit"), post)
    hand.typist.fill(post, "forum/compose/EditPost.tsx")
    hand.typist.upload(post, cast.corpus.files(7))
    hand.press(SAY("forum", "edit.save"), post)
    post.get_by_role("button", name=SAY("forum", "post.edited")).click()
    expect(hand.typist.dialog.locator("ins, del").first).to_be_visible()
    hand.typist.watch.quiet()
    hand.cancel()
    theirs = reader.main.get_by_role("article").last
    expect(theirs).to_contain_text(PERSON)
    reader.pick(more, SAY("forum", "flag.action"), theirs)
    reader.typist.fill(reader.typist.dialog, "forum/post/FlagDialog.tsx")
    reader.confirm(SAY("forum", "flag.send"))
    hand.open("/forum/moderation", "main li li")
    hand.typist.watch.quiet()
    hand.press(SAY("forum", "post.hide"), hand.main)
    hand.typist.fill(hand.typist.dialog, "forum/post/ReasonDialog.tsx")
    hand.confirm(SAY("forum", "post.hide"))


def curate(cast: Cast) -> None:
    """A question whose answer joins the library, and posts that get a topic of their own."""
    hand, reader = cast.hands[PERSON], cast.of(READER)
    page, typist = hand.page, hand.typist
    hand.open(f"/forum/new?kind=question&group={cast.at['group']}", "main textarea")
    typist.fill(hand.main, "forum/compose/TopicComposer.tsx", "forum/compose/TagInput.tsx")
    hand.press(SAY("forum", "compose.send"))
    page.wait_for_url(re.compile("/forum/topics/."))
    cast.at["question"] = address(hand)
    reader.open(f"/forum/topics/{cast.at['question']}", "main #reply textarea")
    for _ in range(2):
        write(cast, reader, cast.corpus.take(800))
    posts = hand.main.get_by_role("article")
    expect(posts).to_have_count(3)
    more = SAY.pattern("forum", "post.more")
    hand.pick(more, SAY("forum", "post.accept"), posts.nth(1))
    expect(hand.main.get_by_text(SAY("forum", "post.accepted")).first).to_be_visible()
    answered = posts.filter(has_text=SAY("forum", "post.accepted")).first
    hand.pick(more, SAY("forum", "promote.action"), answered)
    typist.fill(typist.dialog, "forum/topic/PromoteDialog.tsx", "forum/compose/TagInput.tsx")
    hand.press(SAY("forum", "promote.action"), typist.dialog)
    page.wait_for_url(re.compile(f"/forum/topics/(?!{cast.at['question']})"))
    cast.at["practice"] = address(hand)
    hand.open(f"/forum/topics/{cast.at['question']}", "main #reply textarea")
    hand.pick(SAY("forum", "topic.more"), SAY("forum", "split.action"))
    hand.main.get_by_role("checkbox", name=SAY.pattern("forum", "split.pick")).last.check()
    hand.press(SAY("forum", "split.go"))
    typist.fill(typist.dialog, "forum/topic/SplitBar.tsx")
    hand.press(SAY("forum", "split.confirm"), typist.dialog)
    page.wait_for_url(re.compile(f"/forum/topics/(?!{cast.at['question']})"))
    cast.at["split"] = address(hand)
    hand.open("/forum")
    hand.press(SAY("forum", "filter.more"))
    panel = page.get_by_role("dialog", name=SAY("forum", "filter.more"))
    typist.fill(panel, "forum/feed/MoreFilters.tsx")
    typist.choose(panel.get_by_role("combobox").first, "onerror", PERSON)
    expect(hand.main.get_by_role("button", name=SAY("forum", "filter.author.remove", name=PERSON))).to_be_visible()
    typist.watch.quiet()
