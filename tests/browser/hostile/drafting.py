"""The forms of drafting: opening a draft, writing, citing, commenting, giving tasks, asking for expertise."""

import re

from playwright.sync_api import expect

from tests.browser.hostile.cast import PERSON, SAY, Cast, Hand

PHASE = SAY("drafts", "phase.stocktaking")


def draft(cast: Cast) -> None:
    """Somebody opens a draft with a hostile title, changes what can be changed of it, and moves it on."""
    hand = cast.hands[PERSON]
    page, typist = hand.page, hand.typist
    # What is pasted is longer than a heading may be, and may be sent before it is shortened.
    cast.refuses("/strategies/drafts/.*", 422)
    hand.open("/strategies/drafts")
    hand.press(SAY("drafts", "new"))
    typist.dialog.get_by_label(SAY("drafts", "field.place")).select_option("BRB")
    typist.dialog.get_by_label(SAY("drafts", "field.group")).select_option(cast.at["group"])
    typist.dialog.get_by_role("radio", name="TLP:RED").check()
    typist.fill(typist.dialog, "drafts/list/NewDraft.tsx")
    typist.dialog.get_by_role("radio", name=re.compile(r"^TLP:AMBER(?!\+)")).check()
    hand.press(SAY("drafts", "new.do"), typist.dialog)
    page.wait_for_url(re.compile("/strategies/drafts/."))
    cast.at["draft"] = page.url.rsplit("/", 1)[1].partition("?")[0]
    change(hand)
    set_aside(hand)
    write(cast, hand)
    talk(hand)
    hand.open(f"/strategies/drafts/{cast.at['draft']}?read=true", "main article section")
    typist.watch.quiet()


def change(hand: Hand) -> None:
    """Its facts, who reads and writes, its phase, and a request for expertise."""
    typist = hand.typist
    more = SAY("drafts", "draft.menu")
    hand.pick(more, SAY("drafts", "facts.edit"))
    typist.fill(typist.dialog, "drafts/head/EditFacts.tsx")
    hand.confirm(SAY("drafts", "facts.save"))
    hand.pick(more, SAY("drafts", "editors"))
    typist.fill(typist.dialog, "drafts/head/Editors.tsx")
    hand.cancel()
    hand.pick(more, SAY("drafts", "label.change"))
    typist.dialog.get_by_role("radio", name="TLP:RED").check()
    typist.fill(typist.dialog, "drafts/head/Relabel.tsx")
    hand.cancel()
    hand.press(SAY("drafts", "expertise.ask"))
    typist.fill(typist.dialog, "drafts/head/ExpertiseDialog.tsx")
    elements = typist.dialog.get_by_role("combobox", name=SAY("drafts", "expertise.elements"))
    elements.fill("5.3.1")
    elements.press("Enter")
    expect(typist.dialog.get_by_role("button", name=SAY("drafts", "expertise.send"))).to_be_enabled()
    hand.confirm(SAY("drafts", "expertise.send"))
    hand.press(SAY("drafts", "phase.next"))
    typist.fill(typist.dialog, "drafts/head/PhaseDialog.tsx")
    hand.confirm(SAY("drafts", "phase.do", phase=PHASE))


def write(cast: Cast, hand: Hand) -> None:
    """A section of one's own and its text."""
    page, typist = hand.page, hand.typist
    hand.press(SAY("drafts", "section.add"))
    typist.fill(typist.dialog, "drafts/page/NewSection.tsx")
    hand.confirm(SAY("drafts", "section.add.do"))
    expect(page.locator("[data-section][aria-current]")).to_contain_text(re.compile("[<>=(]"))
    typist.fill(hand.main.get_by_role("article"), "drafts/write/Editor.tsx")
    expect(page.get_by_role("status").filter(has_text=SAY.pattern("drafts", "saved.at", whole=True))).to_be_visible()
    typist.watch.quiet()


def talk(hand: Hand) -> None:
    """What stands beside the text: neighbours, a comment with a reply, changed, and a task."""
    page, typist = hand.page, hand.typist
    panel = page.get_by_role("tabpanel")
    hand.press(SAY("drafts", "precedents.neighbours"))
    typist.fill(typist.dialog, "drafts/beside/Neighbours.tsx")
    hand.cancel()
    page.get_by_role("tab", name=SAY("drafts", "beside.comments")).click()
    typist.fill(panel, "drafts/beside/CommentBox.tsx")
    hand.press(SAY("drafts", "comments.send"), panel)
    thread = panel.get_by_role("listitem").first
    hand.press(SAY("drafts", "comments.reply"), thread)
    typist.fill(thread, "drafts/beside/CommentBox.tsx")
    hand.press(SAY("drafts", "comments.send"), thread)
    reply = thread.get_by_role("listitem")
    expect(reply).to_have_count(1)
    hand.press(SAY("drafts", "comments.edit"), reply)
    typist.fill(reply, "drafts/beside/EditComment.tsx")
    hand.press(SAY("drafts", "comments.save"), reply)
    expect(thread.get_by_role("textbox")).to_have_count(0)
    page.get_by_role("tab", name=SAY("drafts", "beside.tasks")).click()
    hand.press(SAY("drafts", "tasks.add"))
    typist.fill(typist.dialog, "drafts/beside/TaskDialog.tsx")
    page.keyboard.press("Tab")  # away from the list of people, which covers the button
    hand.confirm(SAY("drafts", "tasks.add.do"))
    expect(panel.get_by_role("checkbox")).to_have_count(1)
    typist.watch.quiet()


def set_aside(hand: Hand) -> None:
    """Set the draft aside, type what is no title where the title is asked for, and bring the draft back."""
    page, typist = hand.page, hand.typist
    hand.pick(SAY("drafts", "draft.menu"), SAY("drafts", "aside.do"))
    hand.confirm(SAY("drafts", "aside.do"))
    hand.press(SAY("drafts", "aside.remove"))
    typist.fill(typist.dialog, "drafts/aside/RemoveDraft.tsx")
    hand.cancel()
    hand.press(SAY("drafts", "aside.back"))
    expect(page.get_by_role("button", name=SAY("drafts", "aside.back"))).to_have_count(0)
    typist.watch.quiet()
