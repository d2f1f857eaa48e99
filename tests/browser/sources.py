"""What the web application's source says that there is: text fields, and the addresses of its screens."""

import re
from dataclasses import dataclass

from tests.browser.texts import SHELL, SOURCE, Texts

# The controls themselves, and the gallery, which exists on the development server only.
_NOT_SCREENS = ("ui/TextInput.tsx", "ui/Combobox.tsx", "ui/composer/MarkdownComposer.tsx", "features/gallery/")
_CONTROL = re.compile(r"<(TextInput|PasswordInput|TextArea|MarkdownComposer|Combobox|input|textarea)\b")
# What holds no text of one's own: ticks, dates, numbers, and what is only shown.
_NO_TEXT = re.compile(r"\btype=\{?\"(checkbox|radio|range|date|number)\"|\breadOnly(\s|/|=\{true\})")
_OWN_NAME = re.compile(r"(?:aria-)?label=(\{.*?\}|\".*?\")(?=\s|/?>)", re.DOTALL)
_KEY = re.compile(r"\b(t|shell)\(\s*(?:[^`\"()]*\?\s*)?[`\"]([^`\"]+)[`\"](?:\s*:\s*\"([^\"]+)\")?")
_ROUTE = re.compile(r"path: \"([^\"]+)\"|(children: \[)|(\[)|(\])")


@dataclass(frozen=True)
class TextField:
    """One field in the source: its file (below src), its line, and the names that it can have in English."""

    source: str
    line: int
    names: tuple[re.Pattern[str], ...]

    def __str__(self) -> str:
        return f"{self.source}:{self.line} ({' | '.join(one.pattern for one in self.names)})"

    def is_called(self, name: str) -> bool:
        """Whether this accessible name can be its; one without a name of its own here can have any."""
        return not self.names or any(one.fullmatch(name) for one in self.names)


def _tag(text: str, begin: int) -> str:
    """A JSX tag from its `<` to its end, whatever stands in its braces."""
    depth = 0
    for at in range(begin, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if text[at] == ">" and depth == 0:
            return text[begin : at + 1]
    raise ValueError(text[begin : begin + 80])


def _patterns(expression: str, feature: str) -> tuple[re.Pattern[str], ...]:
    """The texts that a JSX expression with `t("key")` can give; `${…}` in a key stands for anything."""
    say = Texts("en")
    found = []
    for function, *given in _KEY.findall(expression):
        place = SHELL if function == "shell" else feature
        for key in filter(None, given):
            shape = re.compile(re.sub(r"\\\$\\\{.*?\\\}", ".+", re.escape(key)))
            found += [say.pattern(place, one, whole=True) for one in say.keys(place) if shape.fullmatch(one)]
    return tuple(found)


def _name(text: str, begin: int, feature: str) -> tuple[re.Pattern[str], ...]:
    own = _OWN_NAME.search(_tag(text, begin))
    if own:
        return _patterns(own.group(1), feature)
    around = list(re.finditer(r"<(Field|NewPassword)\b", text[:begin]))
    if not around:
        return ()
    opening = _tag(text, around[-1].start())
    if around[-1].group(1) != "Field":
        wrapper = (SOURCE / "features" / feature / f"{around[-1].group(1)}.tsx").read_text("utf-8")
        opening = _tag(wrapper, wrapper.index("<Field"))
    own = _OWN_NAME.search(opening)
    return _patterns(own.group(1), feature) if own else ()


def text_fields() -> list[TextField]:
    """Every place in the source where a control is rendered into which one can type, or give files with names."""
    found = []
    for path in sorted(SOURCE.rglob("*.tsx")):
        source = path.relative_to(SOURCE).as_posix()
        if source.startswith(_NOT_SCREENS) or source.endswith(".test.tsx"):
            continue
        text = path.read_text("utf-8")
        feature = source.split("/")[1] if source.startswith("features/") else SHELL
        for control in _CONTROL.finditer(text):
            if not _NO_TEXT.search(_tag(text, control.start())):
                line = text.count("\n", 0, control.start()) + 1
                found.append(TextField(source, line, _name(text, control.start(), feature)))
    return found


def routes() -> list[str]:
    """The addresses of all screens as the features declare them: `/forum/topics/$topicId`."""
    found = []
    for path in sorted(SOURCE.glob("features/*/feature.ts")):
        if path.relative_to(SOURCE).as_posix().startswith(_NOT_SCREENS):
            continue
        above: list[str] = []
        last = ""
        for route, children, opening, closing in _ROUTE.findall(path.read_text("utf-8")):
            if route:
                last = "".join(above) + route
                found.append(last)
            elif children:
                # A page with pages inside is only their frame.
                found.remove(last)
                above.append(last)
            elif opening:
                above.append("")
            elif closing:
                above.pop()
    return [one.rstrip("/") or "/" for one in found]
