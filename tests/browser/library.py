"""Strategies that a curator brings for a journey, and takes away after it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import People

INVENTED = Path(__file__).parents[1] / "strategies" / "documents" / "invented"
OFFICER = "Secretariat officer (demo)"


def invented(language: str) -> bytes:
    """The text of the invented strategy in this language."""
    return (INVENTED / f"{language}.txt").read_bytes()


@contextmanager
def brought(
    people: People, texts: Mapping[str, tuple[str, str, bytes]], of: Mapping[str, str] | None = None
) -> Iterator[tuple[Page, list[str]]]:
    """A curator's window and the ids of these texts, by name: state, language, content. Everybody reads them.

    `of` names the editions whose texts they are, as far as they are of any.
    """
    officer = people.sign_in(OFFICER)
    headers = {"Origin": people.server.url}
    ids = []
    for name, (state, language, content) in texts.items():
        edition = f"&edition_id={of[name]}" if of and name in of else ""
        answer = officer.request.post(
            f"/api/v1/strategies/documents?place={state}&published=true&language={language}{edition}",
            headers=headers,
            multipart={"file": {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": content}},
        )
        assert answer.status == 201, answer.text()
        ids.append(answer.json()["id"])
    # They are read one after the other: when the last is there, all are.
    officer.goto(f"/strategies/documents/{ids[-1]}?page=2")
    expect(officer.get_by_role("article").locator("p").first).to_be_visible()
    yield officer, ids
    for context in people.contexts:
        for page in context.pages:
            page.goto("about:blank")  # who still looks would see them go
    for document_id in ids:
        assert officer.request.delete(f"/api/v1/strategies/documents/{document_id}", headers=headers).status == 204
