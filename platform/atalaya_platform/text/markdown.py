"""Markdown as people write it in posts and chat: to safe HTML, plain text, mentions and outline.

CommonMark with tables and strikethrough; a line break stays one; raw HTML is text. Additions:

- mentions `@[Ana Ruiz](person:<uuid>)`, `@[CSIRT Jamaica](organisation:<uuid>)`, `#[Title](topic:<uuid>)`;
- attachments `![caption](attachment:<uuid>)` and `[name](attachment:<uuid>)`;
- in texts that have numbered sources, `[^3]`.

A mention's name is what its author wrote: show the present name by its id, and check that the id may be seen.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final
from uuid import UUID

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from atalaya_platform.http.wording import said
from atalaya_platform.text.sanitise import UUID_TEXT, clean, safe_link

MAX_BYTES: Final = 64 * 1024
"""Of one text, in UTF-8."""
MAX_LINES: Final = 5_000
# Beyond these a text costs seconds of the parser and helps no reader; what exceeds them stays as typed.
_NESTING: Final = 14
_BRACKETS: Final = 4_000
_CELLS: Final = 10_000

_MENTION: Final = re.compile(
    rf"(?:@\[(?P<who>[^\[\]\n]{{1,200}})\]\((?P<kind>person|organisation):(?P<id>{UUID_TEXT})\)"
    rf"|#\[(?P<title>[^\[\]\n]{{1,200}})\]\(topic:(?P<topic>{UUID_TEXT})\))"
)
_SOURCE: Final = re.compile(r"\[\^([1-9][0-9]{0,3})\]")
_ATTACHMENT: Final = re.compile(f"attachment:({UUID_TEXT})")
_ELSEWHERE: Final = re.compile("(?:https?|ftp)://", re.IGNORECASE)
_TASK: Final = re.compile(r"\[([ xX])\][ \u00a0]")
_LANGUAGE: Final = re.compile(r"[a-z0-9+#_.-]{1,40}")
# Marks that turn the direction of what follows can make a text read otherwise than it is (CVE-2021-42574).
_TURNING: Final = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class TextTooLong(Exception):
    """The text has more than `MAX_BYTES` bytes or `MAX_LINES` lines; its message says what to do."""


class MentionKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something that a text names. `name` is as the author wrote it."""

    kind: MentionKind
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as written (level 1 to 6) with the anchor that `render` gives it."""

    level: int
    text: str
    anchor: str


def _mention_rule(state: StateInline, silent: bool) -> bool:
    """Inline rule: a whole mention at the cursor becomes one token, whose name is never parsed further."""
    if state.src[state.pos] not in "@#":
        return False
    found = _MENTION.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("mention", "a", 0)
        token.content = found["who"] or found["title"]
        token.meta = {"kind": found["kind"] or "topic", "id": found["id"] or found["topic"]}
    state.pos = found.end()
    return True


def _render_mention(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    token = tokens[index]
    return (
        f'<a data-mention="{token.meta["kind"]}" data-id="{token.meta["id"]}">'
        f"{'#' if token.meta['kind'] == 'topic' else '@'}{escapeHtml(token.content)}</a>"
    )


def _source_rule(state: StateInline, silent: bool) -> bool:
    """Inline rule, only in texts that have numbered sources: `[^3]` becomes one token."""
    if state.src[state.pos] != "[" or not state.env.get("sources"):
        return False
    found = _SOURCE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("source", "a", 0).content = found[1]
    state.pos = found.end()
    return True


def _render_source(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    number = tokens[index].content
    return f'<a href="#source-{number}">[{number}]</a>'


def _plain_token(text: str) -> Token:
    token = Token("text", "", 0)
    token.content = text
    return token


def _sparing_inline(state: StateCore) -> None:
    """Core rule: like the usual one, but once the brackets are used up paragraphs stay plain."""
    budget = _BRACKETS
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        budget -= token.content.count("[")
        if budget >= 0:
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        else:
            token.children.append(_plain_token(token.content))


def _bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a table, unless it would have too many cells (short rows are filled up with empty ones)."""
    if start < state.env.get("too_many_cells_until", 0) or not table(state, start, end, True):
        return False
    columns = state.src.count("|", state.bMarks[start + 1], state.eMarks[start + 1]) + 1
    rows = start + 2
    while rows < end and not state.isEmpty(rows):
        rows += 1
    if columns * (rows - start) > _CELLS:
        state.env["too_many_cells_until"] = rows
        return False
    return silent or table(state, start, end, False)


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: what is nested too deep stays as one paragraph. The parser itself would drop it."""
    if silent or state.level < _NESTING:
        return False
    stop = start
    while stop < end and (state.isEmpty(stop) or state.sCount[stop] >= state.blkIndent):
        stop += 1
    state.push("paragraph_open", "p", 1)
    token = state.push("inline", "", 0)
    token.content = state.getLines(start, stop, state.blkIndent, False).strip()
    token.children = []
    state.push("paragraph_close", "p", -1)
    state.line = stop
    return True


def _parser() -> MarkdownIt:
    # A list nests by two levels at once, so blocks never reach the parser's limit, where the rest would vanish.
    limit = _NESTING + 2
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True, "maxNesting": limit})
    parser.enable(["table", "strikethrough"])
    parser.disable(["html_block", "html_inline"])
    parser.inline.ruler.before("link", "mention", _mention_rule)
    parser.inline.ruler.before("link", "source", _source_rule)
    parser.block.ruler.before("table", "too_deep", _too_deep)
    parser.block.ruler.at("table", _bounded_table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.at("inline", _sparing_inline)
    parser.add_render_rule("mention", _render_mention)
    parser.add_render_rule("source", _render_source)
    return parser


_PARSER: Final = _parser()


def _tokens(source: str, *, sources: bool = False) -> list[Token]:
    if len(source) > MAX_BYTES or len(source.encode("utf-8", "replace")) > MAX_BYTES:
        raise TextTooLong(
            said("The text is longer than {most} KiB. Shorten it or attach it as a file.", most=MAX_BYTES // 1024)
        )
    if source.count("\n") + source.count("\r") >= MAX_LINES:
        raise TextTooLong(
            said("The text has more than {most} lines. Shorten it or attach it as a file.", most=MAX_LINES)
        )
    whole = source.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # no half characters
    return _PARSER.parse(whole.translate(_TURNING), {"sources": sources})


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def _text(tokens: Sequence[Token]) -> str:
    """What inline tokens say without their form."""
    parts = []
    for token in tokens:
        if token.type == "mention":
            parts.append(("#" if token.meta["kind"] == "topic" else "@") + token.content)
        elif token.type == "image":
            parts.append(_text(token.children or ()))
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        else:
            parts.append(token.content)
    return "".join(parts)


def _attached(target: object, allowed: Collection[UUID]) -> str | None:
    """The address of an attachment that this text may show, else nothing."""
    found = _ATTACHMENT.fullmatch(str(target))
    if found and UUID(found[1]) in allowed:
        return f"/api/v1/files/{found[1]}/content"
    return None


def _resolve(children: list[Token], allowed: Collection[UUID]) -> list[Token]:
    """Point attachments at their files; unmake links and pictures that lead where they may not."""
    resolved: list[Token] = []
    dropped: list[str | None] = []
    for token in children:
        if token.type == "link_open":
            target = str(token.attrs.get("href", ""))
            address = _attached(target, allowed) or (target if safe_link(target) else None)
            dropped.append(target if address is None else None)
            if address is not None:
                token.attrs["href"] = address
                resolved.append(token)
        elif token.type == "link_close":
            unmade = dropped.pop()
            if unmade is None:
                resolved.append(token)
            elif _ELSEWHERE.match(unmade) and unmade not in _text(resolved[-1:]):
                resolved.append(_plain_token(f" ({unmade})"))  # to be read, not followed
        elif token.type == "image":
            resolved.extend(_picture(token, allowed, linked=bool(dropped)))
        else:
            resolved.append(token)
    return resolved


def _picture(token: Token, allowed: Collection[UUID], linked: bool) -> list[Token]:
    """Only attachments are shown: fetching another site's picture would tell it who reads what, and when."""
    target = str(token.attrs.get("src", ""))
    address = _attached(target, allowed)
    if address is not None:
        token.attrs["src"] = address
        return [token]
    caption = _plain_token(_text(token.children or ()) or target)
    if linked or not safe_link(target):
        return [caption]
    opening, closing = Token("link_open", "a", 1), Token("link_close", "a", -1)
    opening.attrs = {"href": target}
    return [opening, caption, closing]


def _slug(text: str) -> str:
    letters = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^\w]+", "-", letters).strip("-_")[:80] or "x"


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[Token, Heading]]:
    """Each heading's opening token with what it says; anchors are unique within the text."""
    taken: dict[str, int] = {}
    for opening, content in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        text = " ".join(_text(content.children or ()).split())
        slug = _slug(text)
        taken[slug] = taken.get(slug, 0) + 1
        anchor = f"section-{slug}" + (f"-{taken[slug]}" if taken[slug] > 1 else "")
        yield opening, Heading(int(opening.tag[1]), text, anchor)


def _dress(tokens: list[Token], heading_shift: int) -> None:
    """Anchors, tasks, clean language names, and classes for styles, which the content policy forbids."""
    for opening, heading in list(_headings(tokens)):
        opening.attrs["id"] = heading.anchor
    for index, token in enumerate(tokens):
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + heading_shift)}"
        elif token.type in {"th_open", "td_open"} and "style" in token.attrs:
            token.attrs["class"] = "align-" + str(token.attrs.pop("style")).rpartition(":")[2]
        elif token.type == "fence":
            name = token.info.split()[0].casefold() if token.info.split() else ""
            token.info = name if _LANGUAGE.fullmatch(name) else ""
        elif token.type == "inline" and index > 1 and tokens[index - 2].type == "list_item_open":
            first = token.children[0] if token.children else None
            found = _TASK.match(first.content) if first is not None and first.type == "text" else None
            if found and first is not None:
                first.content = ("☐ " if found[1] == " " else "☑ ") + first.content[found.end() :]
                tokens[index - 2].attrs["class"] = "task"


def render(source: str, *, attachments: Collection[UUID] = (), heading_shift: int = 2, sources: bool = False) -> str:
    """Safe HTML. Only `attachments` (the ids that belong to this text) are linked or shown.

    `heading_shift` moves headings below those of the page: 2 makes `#` an `<h3>`. With `sources`, `[^3]` is a link to
    `#source-3`. Raises `TextTooLong`.
    """
    tokens = _tokens(source, sources=sources)
    for token in tokens:
        if token.children:
            token.children = _resolve(token.children, attachments)
    _dress(tokens, heading_shift)
    return clean(_PARSER.renderer.render(tokens, _PARSER.options, {}))


def cited(source: str) -> list[int]:
    """The numbers of the sources that a text cites as `[^3]`, each once, in order. Not what stands in code."""
    return list(
        dict.fromkeys(int(token.content) for token in _inline(_tokens(source, sources=True)) if token.type == "source")
    )


def mentions(source: str) -> list[Mention]:
    """Everybody and everything that is named, each once, in order. Not what stands in code."""
    found: dict[tuple[str, str], Mention] = {}
    for token in _inline(_tokens(source)):
        if token.type == "mention":
            kind, identity = token.meta["kind"], token.meta["id"]
            found.setdefault((kind, identity), Mention(MentionKind(kind), UUID(identity), token.content))
    return list(found.values())


def attached(source: str) -> list[UUID]:
    """The attachments that a text refers to, each once, in order, whether or not they exist."""
    found: dict[UUID, None] = {}
    for token in _inline(_tokens(source)):
        target = _ATTACHMENT.fullmatch(str(token.attrs.get("src") or token.attrs.get("href") or ""))
        if target:
            found[UUID(target[1])] = None
    return list(found)


def plain(source: str, *, limit: int | None = None) -> str:
    """The words alone, one block per line: for search, and with `limit` characters as an excerpt.

    An excerpt is one line, cut between words, ending in `…` when something was left out.
    """
    lines: list[str] = []
    row: list[str] | None = None
    for token in _tokens(source):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            lines.append("\t".join(row))
            row = None
        elif token.type == "inline":
            text = _text(token.children or ())
            if row is None:
                lines.append(text)
            else:
                row.append(text)
        elif token.type in {"fence", "code_block"}:
            lines.append(token.content.rstrip("\n"))
    text = "\n".join(line for line in lines if line.strip())
    return text if limit is None else _excerpt(" ".join(text.split()), limit)


def _excerpt(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    cut = text[: max(1, limit - 1)]
    if " " in cut and text[len(cut)].isalnum() and cut[-1].isalnum():
        cut = cut.rpartition(" ")[0]
    return cut.rstrip(" ,;:.–-") + "…"


def outline(source: str) -> list[Heading]:
    """The headings in order, with the anchors that `render` gives them."""
    return [heading for _, heading in _headings(_tokens(source))]
