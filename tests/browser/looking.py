"""Waiting for a screen by what it shows, never by time or by a quiet network."""

from playwright.sync_api import Page, expect

from tests.browser.texts import Texts


def settled(page: Page, shows: str) -> None:
    """Wait until the screen shows its data (a selector), and nothing that still loads or counts."""
    expect(page.locator(shows).first).to_be_visible()
    expect(page.locator("[class*='skeleton'], [aria-busy='true']")).to_have_count(0)
    expect(page.get_by_text(Texts("en")("forum", "audience.counting"))).to_have_count(0)
    page.evaluate("document.fonts.ready")
