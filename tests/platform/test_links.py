"""Every page that the back end links to, in mails, notices and search, is one that the web application has."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (
    ROOT / "platform" / "atalaya_platform",
    ROOT / "forum" / "atalaya_forum",
    ROOT / "strategies_db" / "atalaya_strategies",
)
FEATURES = ROOT / "frontend" / "src" / "features"
NOT_PAGES = re.compile(r"/(api|problems|assets|var|proc)(/|$)")
"""What begins with a slash in the code without being a page."""


def _pages() -> list[re.Pattern[str]]:
    """The front end's route table, from its features' declarations: a deeper `path` lies below the one before it."""
    found = []
    for declaration in sorted(FEATURES.glob("*/feature.ts")):
        above, depth = "", 99
        for line in declaration.read_text().splitlines():
            stated = re.match(r'( *)(?:[\w: [{]*)?\bpath: "([^"]+)"', line)
            if stated is None:
                continue
            if len(stated[1]) <= depth:
                above, depth = stated[2], len(stated[1])
                path = above
            else:
                path = above + stated[2].rstrip("/")
            found.append(re.compile(re.sub(r"\\?\$\w+", "[^/]+", path)))
    return found


def _text(node: ast.AST) -> str | None:
    """A string of the code; what an f-string fills in is `x`, the installation's own address nothing."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            _text(part) or ("" if ast.unparse(part).rstrip("}'").endswith(".address") else "x") for part in node.values
        )
    return None


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The strings of a module with their lines, without those that state the API's own routes."""
    if isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef):
        tree.decorator_list = []
    if isinstance(tree, ast.Call) and ast.unparse(tree.func).endswith("Router"):
        return
    text = _text(tree)
    if text is not None:
        yield getattr(tree, "lineno", 0), text
        return
    for child in ast.iter_child_nodes(tree):
        yield from _strings(child)


def test_every_linked_page_exists() -> None:
    pages = _pages()
    links = [
        (f"{file.relative_to(ROOT)}:{line}", text)
        for package in PACKAGES
        for file in sorted(package.rglob("*.py"))
        for line, text in _strings(ast.parse(file.read_text()))
        if re.match(r"/[a-z]", text) and not NOT_PAGES.match(text)
    ]
    missing = [
        f"{where} links to {link}"
        for where, link in links
        if not any(page.fullmatch(re.split(r"[?#]", link)[0]) for page in pages)
    ]
    assert not missing, "\n".join(missing)
    assert {"/password-reset#x", "/invitation#x", "/settings/keys", "/forum/topics/x?post=x"} <= {
        one for _, one in links
    }
