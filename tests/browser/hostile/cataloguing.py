"""The catalogue's forms: narrowing, proposing, correcting, declining; and a document full of hostile words."""

import re

from playwright.sync_api import expect

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
    """A curator brings a document whose name, title and text are hostile."""
    officer = cast.of(OFFICER)
    text = f"{TAG} {cast.corpus.take(MOST_KEPT)}\n\n{cast.corpus.text}"
    answer = officer.page.context.request.post(
        f"{officer.origin}/api/v1/strategies/documents",
        params={"place": "JAM", "published": "true", "title": cast.corpus.take(400), "language": "en"},
        headers={"Origin": officer.origin},
        multipart={
            "file": {
                "name": cast.corpus.files(1)[0],
                "mimeType": "text/plain",
                "buffer": text.encode("utf-8", "replace"),
            }
        },
    )
    assert answer.status == 201, answer.text()
    cast.at["document"] = answer.json()["id"]
    officer.open(f"/strategies/documents/{cast.at['document']}?page=1", "main article p")
    officer.typist.watch.quiet()
