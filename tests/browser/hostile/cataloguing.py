"""The catalogue's forms: narrowing, proposing, correcting, declining; and a document full of hostile words."""

import re

from playwright.sync_api import FilePayload, expect

from tests.browser.hostile.cast import CONTACT, OFFICER, SAY, TAG, Cast
from tests.browser.hostile.typist import MOST_KEPT

FORM = "strategies/edition/Fields.tsx"


def catalogue(cast: Cast) -> None:
    """A contact point proposes an edition of her state, which the Secretariat publishes."""
    hand = cast.of(CONTACT)
    page, typist = hand.page, hand.typist
    hand.open("/strategies", "main tbody tr")
    typist.fill(hand.main.get_by_role("search"), "strategies/catalogue/Filter.tsx")
    hand.open("/strategies/search", "main [role=search]")
    typist.fill(hand.main.get_by_role("search"), "strategies/finding/SearchPage.tsx")
    hand.press(SAY("strategies", "saved.save"))
    typist.fill(typist.dialog, "strategies/saved/SaveSearch.tsx")
    hand.confirm(SAY("strategies", "saved.keep"))
    hand.main.get_by_role("searchbox").fill("")
    expect(hand.main.get_by_role("list", name=SAY("strategies", "saved.title")).get_by_role("link")).to_be_visible()
    typist.watch.quiet()
    hand.open("/strategies/compare", "main [role=combobox]")
    typist.fill(hand.main, "strategies/comparing/Choosing.tsx")
    hand.open("/strategies", "main tbody tr")
    hand.press(SAY("strategies", "propose"))
    typist.dialog.get_by_label(SAY("strategies", "field.place")).select_option("JAM")
    dates = {SAY("strategies", f"field.{name}"): "2026-05" for name in ("adopted", "period_start", "period_end")}
    typist.fill(typist.dialog, FORM, **dates, **{SAY("strategies", "field.language"): "en"})
    hand.confirm(SAY("strategies", "propose.send"))
    page.wait_for_url(re.compile("/strategies/editions/."))
    cast.at |= {"edition": page.url.rsplit("/", 1)[1], "place": "JAM"}
    hand.press(SAY("strategies", "act.correct"))
    typist.fill(typist.dialog, FORM, **dates, **{SAY("strategies", "field.language"): "en"})
    hand.cancel()
    typist.watch.quiet()

    officer = cast.of(OFFICER)
    officer.open(f"/strategies/editions/{cast.at['edition']}")
    officer.press(SAY("strategies", "act.decline"))
    officer.typist.fill(officer.typist.dialog, "strategies/edition/Acts.tsx")
    officer.cancel()
    for act in ("review", "publish"):
        officer.press(SAY("strategies", f"act.{act}"))
    expect(officer.page.get_by_text("TLP:CLEAR", exact=True)).to_be_visible()
    officer.typist.watch.quiet()


def bring(cast: Cast) -> None:
    """A curator brings a document whose name, title and text are hostile, and corrects what is said of it."""
    officer = cast.of(OFFICER)
    page, typist = officer.page, officer.typist
    text = f"{TAG} {cast.corpus.take(MOST_KEPT)}\n\n{cast.corpus.text}"
    officer.open("/strategies/places/JAM")
    officer.press(SAY("strategies", "bring"))
    name, english = cast.corpus.files(1)[0], {SAY("strategies", "field.language"): "en"}
    content: FilePayload = {"name": name, "mimeType": "text/plain", "buffer": text.encode("utf-8", "replace")}
    typist.dialog.locator("input[type=file]").set_input_files(content)
    typist.typed.fields.add(("ui/FilePicker.tsx", ""))
    typist.fill(typist.dialog, "strategies/curating/About.tsx", **english)
    with page.expect_response(re.compile("/strategies/documents[?]place=JAM")) as answered:
        officer.confirm(SAY("strategies", "bring.send"))
    cast.at["document"] = answered.value.json()["id"]
    officer.open(f"/strategies/documents/{cast.at['document']}?page=1", "main article p")
    officer.pick(SAY("strategies", "document.more"), SAY("strategies", "document.correct"))
    typist.fill(typist.dialog, "strategies/curating/About.tsx", **english)
    typist.dialog.get_by_role("checkbox").check()
    officer.confirm(SAY("strategies", "act.save"))
    expect(page.get_by_text("TLP:CLEAR", exact=True)).to_be_visible()
    typist.watch.quiet()
