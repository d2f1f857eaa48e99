"""Reads rendered HTML as a browser would and says what in it is not allowed."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

HERE = "https://atalaya.example.org/topics/1"

# Written out again on purpose: a slip in the sanitiser's own list must not excuse itself.
ALLOWED: dict[str, set[str]] = {
    "a": {"href", "title", "rel", "data-mention", "data-id"},
    "img": {"src", "alt", "title", "loading"},
    "code": {"class"},
    "li": {"class"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
    **{tag: set() for tag in ("p", "br", "hr", "blockquote", "pre", "strong", "em", "s", "ul")},
    **{tag: set() for tag in ("table", "thead", "tbody", "tr")},
}
CLASS = re.compile(r"language-[a-z0-9+#_.-]+|task|align-(left|center|right)")


class Reader(HTMLParser):
    """Collects elements, text and complaints."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.complaints: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.elements.append((tag, values))
        if tag not in ALLOWED:
            self.complaints.append(f"<{tag}>")
        for name, value in values.items():
            if name not in ALLOWED.get(tag, set()):
                self.complaints.append(f"<{tag} {name}={value!r}>")
        self._judge(tag, values)

    def _judge(self, tag: str, values: dict[str, str]) -> None:
        if "href" in values:
            target = urlsplit(urljoin(HERE, values["href"]))
            inside = (target.scheme, target.netloc) == ("https", "atalaya.example.org")
            if target.scheme not in {"https", "mailto"} or re.match(r"[\\/]{2}|/[\\\s]", values["href"]):
                self.complaints.append(f"leads to {values['href']!r}")
            if (
                target.scheme == "https"
                and not inside
                and ("@" in target.netloc or not values["href"].startswith("https://"))
            ):
                self.complaints.append(f"hides that it leads to {values['href']!r}")
            if "noopener" not in values.get("rel", ""):
                self.complaints.append("a link without rel")
        if tag == "img" and "src" in values and not re.fullmatch(r"/api/v1/files/[0-9a-f-]{36}/content", values["src"]):
            self.complaints.append(f"shows {values['src']!r}")
        if "class" in values and not CLASS.fullmatch(values["class"]):
            self.complaints.append(f"class {values['class']!r}")
        if "id" in values and not values["id"].startswith("section-"):
            self.complaints.append(f"id {values['id']!r}")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.complaints.append(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.complaints.append(f"declaration {decl!r}")

    def handle_pi(self, data: str) -> None:
        self.complaints.append(f"instruction {data!r}")

    def unknown_decl(self, data: str) -> None:
        self.complaints.append(f"declaration {data!r}")
