"""Waiting for a screen by what it shows, never by time or by a quiet network; and what axe says of it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.texts import Texts

RULES: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # Axe calls it experimental; WCAG 2.5.3 does not.
    "rules": {"label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations"],
}


def accessible(page: Page, options: dict[str, Any] = RULES, *, within: str | None = None) -> None:
    """Fails on anything that axe finds against WCAG 2.2 A and AA on the page, or in the part of a selector."""
    found = Axe().run(page, context=within, options=options)
    assert found.violations_count == 0, found.generate_report()


def faults(page: Page, viewport: ViewportSize) -> list[str]:
    """What is wrong with the page at this size: sideways scrolling, and what axe finds against WCAG 2.2 A and AA."""
    page.set_viewport_size(viewport)
    wide, room = page.evaluate("[document.scrollingElement.scrollWidth, document.documentElement.clientWidth]")
    found = [f"{wide} px wide where {room} px are"] if wide > room else []
    for one in Axe().run(page, options=RULES).response["violations"]:
        found.append(f"{one['id']} at {'; '.join(str(node['target']) for node in one['nodes'][:3])}")
    return [f"{viewport['width']} px: {one}" for one in found]


def settled(page: Page, shows: str) -> None:
    """Wait until the screen shows its data (a selector), and nothing that still loads or counts."""
    expect(page.locator(shows).first).to_be_visible()
    expect(page.locator("[class*='skeleton'], [aria-busy='true']")).to_have_count(0)
    expect(page.get_by_text(Texts("en")("shell", "audience.counting"))).to_have_count(0)
    page.evaluate("document.fonts.ready")
