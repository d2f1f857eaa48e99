"""Looks on while hostile texts are typed and shown: dialogs, scripts, refused content, requests to elsewhere."""

from playwright.sync_api import Page, Request

# Whatever a vector calls leaves a mark; so does every violation of the content security policy.
MARKS = """
window.marks = [];
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (...said) => window.marks.push(name + said);
document.addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) =>
    window.marks.push(violatedDirective + " " + blockedURI));
"""
# What ran; attributes that run something, or lead to where something runs (a name or a hint may well say so);
# elements that no screen has of its own.
LOOK = r"""() => {
    const found = path => {
        const nodes = document.evaluate(path, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE);
        return Array.from({ length: nodes.snapshotLength }, (_, at) => nodes.snapshotItem(at));
    };
    const harmless = ["aria-label", "title", "content", "data-tooltip", "alt", "placeholder", "value"];
    return {
        marks: window.marks,
        attributes: found("//@*[starts-with(name(), 'on') or contains(., ':')]")
            .filter(one => one.name.startsWith("on") || /^\s*(javascript|vbscript|data:text)/i.test(one.value))
            .filter(one => !harmless.includes(one.name))
            .map(one => one.name + "=" + one.value),
        elements: [...document.querySelectorAll("main :is(script, iframe, object, embed, base, meta)")]
            .map(one => one.outerHTML),
    };
}"""


class Watch:
    """Notes dialogs, scripts that ran, refused content, and requests to anywhere else."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.seen: list[str] = []
        page.add_init_script(MARKS)
        page.on("dialog", lambda dialog: (self.seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", self._asked)
        page.on("popup", lambda other: self.seen.append(f"window {other.url}"))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.origin, self.origin.replace("http", "ws"), "data:image/", "blob:")):
            self.seen.append(f"request to {request.url}")

    def quiet(self) -> None:
        """Fails with everything that was noticed on this screen."""
        seen = self.page.evaluate(LOOK)
        nothing = {"marks": [], "attributes": [], "elements": []}
        assert (self.seen, seen) == ([], nothing), f"{self.page.url}: {self.seen} {seen}"
