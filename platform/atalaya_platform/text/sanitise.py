"""The last gate before a browser: lets through the few tags and attributes that our Markdown makes.

It trusts nothing of what produced the HTML. Whatever slips through the Markdown renderer meets this list.
"""

import re
from typing import Final

import nh3

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")

TAGS: Final = frozenset(
    {
        *("p", "br", "hr", "blockquote", "pre", "code", "strong", "em", "s", "ul", "ol", "li", "a", "img"),
        *("table", "thead", "tbody", "tr", "th", "td"),
        *HEADINGS,
    }
)

ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "a": frozenset({"href", "title", "data-mention", "data-id"}),
    "img": frozenset({"src", "alt", "title"}),
    "code": frozenset({"class"}),
    "li": frozenset({"class"}),
    "ol": frozenset({"start"}),
    "th": frozenset({"class"}),
    "td": frozenset({"class"}),
    **{heading: frozenset({"id"}) for heading in HEADINGS},
}

UUID_TEXT: Final = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

_LINK: Final = re.compile(
    # Another site, encrypted, and not named like `https://oas.org@evil.example`.
    r"https://(?![^/?#]*@)[a-z0-9\[][^\s\"'<>\\`]*"
    r"|mailto:[^\s\"'<>\\`]+"
    r"|/(?![/\\])[^\s\"'<>\\`]*"  # this site: `//host` and `/\host` would be another one
    r"|#[^\s\"'<>\\`]*",
    re.IGNORECASE,
)
_VALUES: Final[dict[tuple[str, str], re.Pattern[str]]] = {
    ("a", "href"): _LINK,
    ("a", "data-mention"): re.compile("person|organisation|topic"),
    ("a", "data-id"): re.compile(UUID_TEXT),
    ("img", "src"): re.compile(f"/api/v1/files/{UUID_TEXT}/content"),  # never another site's: that would tell
    ("code", "class"): re.compile(r"language-[a-z0-9+#_.-]{1,40}"),
    ("li", "class"): re.compile("task"),
    ("th", "class"): re.compile("align-(left|center|right)"),
    ("td", "class"): re.compile("align-(left|center|right)"),
    ("ol", "start"): re.compile("[0-9]{1,9}"),
    # Prefixed, so that no heading can take the name of something that scripts look up (DOM clobbering).
    **{(heading, "id"): re.compile(r"section-[\w-]{1,120}") for heading in HEADINGS},
}


def safe_link(target: str) -> bool:
    """Whether a link may go there: `https:`, `mailto:`, a path or fragment of this site."""
    return _LINK.fullmatch(target) is not None


def _filter(tag: str, attribute: str, value: str) -> str | None:
    pattern = _VALUES.get((tag, attribute))
    return value if pattern is None or pattern.fullmatch(value) else None


_CLEANER: Final = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=_filter,
    url_schemes={"https", "mailto"},
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"img": {"loading": "lazy"}},
)


def clean(html: str) -> str:
    """The fragment without anything that is not on the lists above."""
    return _CLEANER.clean(html)
