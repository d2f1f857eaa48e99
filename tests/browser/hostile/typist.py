"""Types hostile texts into every text field of what is on the screen, and keeps a list of what it typed into."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.hostile.watch import Watch
from tests.browser.looking import accessible
from tests.browser.sources import TextField
from tests.data.vectors import xss_vectors

# What can stand in an address and in a link without being refused.
EMAIL = "x'onerror=alert`1`//@example.org"
WEB = "https://example.org/'onmouseover=alert(1)//?q=javascript:alert(1)"
TELEPHONE = "+1 246 555 0100"
CONTROLS = (
    ":is(input:not([type]), input[type=text], input[type=search], input[type=email], input[type=url],"
    " input[type=tel], input[type=password], textarea):read-write:enabled:visible"
)
# The name that the label or the control itself gives, without "(optional)".
DESCRIBE = """fields => fields.map(field => {
    const label = field.labels?.[0];
    const own = [...(label?.childNodes ?? [])].filter(node => node.nodeType === 3).map(node => node.data).join("");
    return {
        name: field.getAttribute("aria-label") ?? (own.trim() || label?.textContent || ""),
        kind: field.getAttribute("role") ?? (field.tagName === "TEXTAREA" ? "area" : field.type),
        most: field.maxLength < 0 ? (field.tagName === "TEXTAREA" ? 800 : 80) : field.maxLength,
    };
})"""
# As pasting does it: many long texts in a hundredth of the time that typing them takes.
PASTE = """(fields, texts) => fields.map((field, number) => {
    const own = (field.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement).prototype;
    Object.getOwnPropertyDescriptor(own, "value").set.call(field, texts[number]);
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    return field.value;
})"""
# Searches take this much; file names are cut after 120 characters.
MOST_ASKED, MOST_KEPT, MOST_FILE = 80, 800, 112


def one_line(text: str) -> str:
    """As a field of one line takes it: no control characters."""
    return "".join(sign if sign >= " " else " " for sign in text)


class Corpus:
    """The vectors in turns, so that all of them are used, however short each field is."""

    def __init__(self) -> None:
        self.all = [one.replace("\0", "\ufffd") for one in xss_vectors()]
        self.line = " ".join(one_line(one) for one in self.all)
        self.text = "\n\n".join(self.all)
        # What stands before a slash in a name is a folder, and goes.
        self.names = file_names(one_line(one) for one in self.all if "/" not in one and "\\" not in one)
        self._next = 0

    def take(self, most: int) -> str:
        """As many of the next vectors as fit into a line of `most` characters, and one at least, cut if need be."""
        taken = ""
        while True:
            vector = one_line(self.all[self._next % len(self.all)])
            if taken and len(taken) + 1 + len(vector) > most:
                return taken
            taken = f"{taken} {vector}".strip()[:most]
            self._next += 1

    def files(self, count: int) -> list[str]:
        """Names for text files; those of the whole walk together hold every vector that can be in a name."""
        taken = self.names[:count]
        self.names = [*self.names[count:], *taken]
        return taken


def file_names(vectors: Iterable[str]) -> list[str]:
    """The vectors one after another, as many in each name as it keeps."""
    names: list[str] = []
    for vector in vectors:
        if names and len(names[-1]) + len(vector) < MOST_FILE:
            names[-1] += vector
        else:
            names.append(vector[:MOST_FILE])
    return [f"{name}.txt" for name in names]


@dataclass
class Typed:
    """What was typed into: by the source that renders it and its name there."""

    fields: set[tuple[str, str]] = field(default_factory=set)
    looked_at: set[str] = field(default_factory=set)

    def lacks(self, wanted: Iterable[TextField]) -> list[str]:
        """The fields that nobody typed into."""
        return [
            str(one)
            for one in wanted
            if not any(source == one.source and one.is_called(name) for source, name in self.fields)
        ]


class Typist:
    """Fills forms on one page with hostile texts."""

    def __init__(self, page: Page, origin: str, corpus: Corpus, typed: Typed) -> None:
        self.page = page
        self.corpus = corpus
        self.typed = typed
        self.watch = Watch(page, origin)

    @property
    def dialog(self) -> Locator:
        """The dialog on top."""
        return self.page.locator("dialog[open]").last

    def fill(self, within: Locator, *sources: str, **kept: str) -> None:
        """Type the corpus into every text field `within`, of components in `sources` (below src/features).

        Each field gets all vectors at once, then what it can keep: the next ones in turn, or what `kept` has for
        its name or kind. The first dialog of each name is looked at by axe as well.
        """
        fields = within.locator(CONTROLS)
        expect(fields.first).to_be_visible()
        described: list[dict[str, Any]] = fields.evaluate_all(DESCRIBE)
        pasted: list[str] = fields.evaluate_all(PASTE, [self._all_at_once(one["kind"]) for one in described])
        assert all(pasted), described
        self.watch.quiet()
        for number, one in enumerate(described):
            name, kind, most = one["name"].strip(), one["kind"], one["most"]
            self.typed.fields.update((f"features/{source}", name) for source in sources)
            fields.nth(number).fill(kept.get(name, kept.get(kind, self._keepable(kind, most))))
        if self.dialog.count() > 0:
            self._look()
        self.watch.quiet()

    def _all_at_once(self, kind: str) -> str:
        if kind in ("search", "combobox"):
            return self.corpus.take(MOST_ASKED)
        return self.corpus.text if kind == "area" else self.corpus.line

    def _keepable(self, kind: str, most: int) -> str:
        fitting = {"email": EMAIL, "url": WEB, "tel": TELEPHONE, "combobox": ""}
        if kind in fitting:
            return fitting[kind]
        return self.corpus.take(min(most, MOST_KEPT))

    def _look(self) -> None:
        name = self.dialog.get_by_role("heading").first.inner_text()
        if name not in self.typed.looked_at:
            self.typed.looked_at.add(name)
            accessible(self.page, within="dialog[open]")

    def upload(self, within: Locator, names: list[str]) -> None:
        """Give files with these names, and wait until the server has them all."""
        files: list[FilePayload] = [{"name": name, "mimeType": "text/plain", "buffer": b"x"} for name in names]
        within.locator("input[type=file]").first.set_input_files(files)
        self.typed.fields.add(("ui/composer/AttachButton.tsx", ""))
        expect(within.locator("li", has=self.page.get_by_role("progressbar"))).to_have_count(0)
        self.watch.quiet()

    def choose(self, field: Locator, words: str, option: str | None = None) -> None:
        """Find somebody or something in a combobox and take it."""
        field.fill(words)
        self.page.get_by_role("option").filter(has_text=option or words).first.click()
        if field.get_attribute("aria-expanded") == "true":
            field.press("Escape")
