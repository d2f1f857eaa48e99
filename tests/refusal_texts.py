"""Reads from the source, without running it, what refusals say: the keys that every catalogue must have."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {
    "atalaya_platform": ROOT / "platform/atalaya_platform",
    "atalaya_forum": ROOT / "forum/atalaya_forum",
    "atalaya_strategies": ROOT / "strategies_db/atalaya_strategies",
}
CATALOGUES = {
    "atalaya_platform": PACKAGES["atalaya_platform"] / "http/refusals",
    "atalaya_forum": PACKAGES["atalaya_forum"] / "refusals",
    "atalaya_strategies": PACKAGES["atalaya_strategies"] / "refusals",
}
MAKERS = {"said", "sentences", "told", "Said"}
"""What makes a text that can be translated; each of its own literals is looked at where it is called."""
VALIDATORS = {"AfterValidator", "BeforeValidator", "WrapValidator", "PlainValidator"}
DECORATORS = {"field_validator", "model_validator"}
NOT_INPUT = ("settings.py", "mail/message.py")
"""Models that nobody fills in over HTTP: what their validators say is read in the terminal and in the log."""


def name_of(node: ast.AST | None) -> str:
    """`NotFound` of `NotFound`, `problems.NotFound` and `NotFound(...)`."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def where_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@dataclass
class Texts:
    """What one package says, each text with the places that say it, and the places that say it wrongly."""

    said: dict[str, list[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


class _Source:
    def __init__(self) -> None:
        self.trees = {
            path: ast.parse(path.read_text()) for folder in PACKAGES.values() for path in sorted(folder.rglob("*.py"))
        }
        self.problems = self._subclasses({"Problem"})
        self.errors = self._subclasses({"ValueError"})
        self.taken = self._parameters()
        self.told = self._told()
        self.validators = {
            name_of(node.args[0])
            for tree in self.trees.values()
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and name_of(node) in VALIDATORS and node.args
        }

    def _subclasses(self, names: set[str]) -> set[str]:
        classes = [node for tree in self.trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        while more := {one.name for one in classes if {name_of(base) for base in one.bases} & names} - names:
            names = names | more
        return names

    def _told(self) -> set[str]:
        """The exceptions whose text becomes a refusal's, by `told(error)` where they are caught."""
        handlers = [
            node for tree in self.trees.values() for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)
        ]
        kinds = [
            one
            for handler in handlers
            if any(isinstance(node, ast.Call) and name_of(node) == "told" for node in ast.walk(handler))
            for one in (handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type])
        ]
        return {name_of(one) for one in kinds}

    def _parameters(self) -> dict[str, list[str]]:
        """What each problem is made with, in order: of its own, else of what it is derived from."""
        classes = {
            node.name: node
            for tree in self.trees.values()
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef) and node.name in self.problems
        }

        def of(name: str) -> list[str]:
            for part in classes[name].body:
                if isinstance(part, ast.FunctionDef) and part.name == "__init__":
                    return [argument.arg for argument in part.args.args[1:]]
            return next((of(name_of(base)) for base in classes[name].bases if name_of(base) in classes), [])

        return {name: of(name) for name in classes}

    def validates(self, path: Path) -> bool:
        """Whether a module holds validators of what comes over HTTP."""
        if str(path).endswith(NOT_INPUT):
            return False
        if "schemas" in (path.stem, path.parent.name):
            return True
        return any(
            isinstance(node, ast.FunctionDef)
            and (node.name in self.validators or any(name_of(one) in DECORATORS for one in node.decorator_list))
            for node in ast.walk(self.trees[path])
        )


class _Module:
    """Collects from one module into its package's texts."""

    def __init__(self, source: _Source, path: Path, texts: Texts) -> None:
        self.source, self.tree, self.texts = source, source.trees[path], texts
        self.where = where_of(path)
        self.validates = source.validates(path)

    def add(self, node: ast.AST, text: str) -> None:
        self.texts.said.setdefault(text, []).append(f"{self.where}:{getattr(node, 'lineno', 0)}")

    def refuse(self, node: ast.AST, why: str) -> None:
        self.texts.wrong.append(f"{self.where}:{getattr(node, 'lineno', 0)} {why}")

    def text(self, node: ast.expr | None) -> None:
        """A place where a text must stand: a literal, what makes one, or a name for one of these."""
        if node is None or (isinstance(node, ast.Constant) and not isinstance(node.value, str)):
            return
        if isinstance(node, ast.Constant):
            self.add(node, str(node.value))
        elif isinstance(node, ast.IfExp):
            self.text(node.body)
            self.text(node.orelse)
        elif isinstance(node, ast.BoolOp):
            for value in node.values:
                self.text(value)
        elif isinstance(node, ast.Call) and name_of(node) in MAKERS:
            return
        elif isinstance(node, ast.Name):
            for value in self.values(node.id):
                if isinstance(value, ast.Constant | ast.JoinedStr | ast.IfExp | ast.BinOp):
                    self.text(value)
        elif not isinstance(node, ast.Attribute):
            self.refuse(node, f"puts a text together: {ast.unparse(node)[:80]}")

    def values(self, name: str) -> Iterator[ast.expr]:
        """What a name is given anywhere in this module."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and any(name_of(target) == name for target in node.targets):
                yield node.value
            if isinstance(node, ast.AnnAssign) and name_of(node.target) == name and node.value is not None:
                yield node.value

    def fields(self, node: ast.expr) -> None:
        if isinstance(node, ast.Dict):
            for value in node.values:
                self.text(value)
        elif isinstance(node, ast.DictComp):
            self.text(node.value)
        elif isinstance(node, ast.Call) and name_of(node) == "fromkeys" and len(node.args) == 2:
            self.text(node.args[1])
        elif isinstance(node, ast.Name):
            for value in self.values(node.id):
                if isinstance(value, ast.Dict | ast.DictComp):
                    self.fields(value)
        else:
            self.refuse(node, f"hides what fields say: {ast.unparse(node)[:80]}")

    def problem(self, node: ast.Call, kind: str) -> None:
        given = dict(zip(self.source.taken[kind], node.args, strict=False))
        given |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        if "detail" in given:
            self.text(given["detail"])
        if "fields" in given:
            self.fields(given["fields"])
        if isinstance(what := given.get("what"), ast.Constant):
            self.add(what, f"such {what.value}")

    def class_(self, node: ast.ClassDef) -> None:
        for part in node.body:
            if isinstance(part, ast.Assign | ast.AnnAssign):
                targets = part.targets if isinstance(part, ast.Assign) else [part.target]
                if name_of(targets[0]) == "title":
                    self.text(part.value)
            if not isinstance(part, ast.FunctionDef) or part.name != "__init__":
                continue
            for argument, default in zip(reversed(part.args.args), reversed(part.args.defaults), strict=False):
                if argument.arg == "detail":
                    self.text(default)
                elif argument.arg == "what" and isinstance(default, ast.Constant):
                    self.add(default, f"such {default.value}")
            parent = next(name_of(base) for base in node.bases)
            for call in ast.walk(part):
                if isinstance(call, ast.Call) and name_of(call) == "__init__" and parent in self.source.problems:
                    self.problem(call, parent)

    def collect(self) -> None:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef) and node.name in self.source.problems:
                self.class_(node)
            if not isinstance(node, ast.Call):
                continue
            kind = name_of(node)
            if kind in self.source.problems:
                self.problem(node, kind)
            elif kind == "refuse" and len(node.args) >= 6:
                self.text(node.args[4])
                self.text(node.args[5])
            elif kind in ("said", "sentences"):
                for argument in node.args:
                    if isinstance(argument, ast.Constant):
                        self.add(argument, str(argument.value))
                    elif kind == "said" or isinstance(argument, ast.JoinedStr | ast.BinOp):
                        self.refuse(node, "says something other than a literal, which is the key of its translations")
            elif kind in self.source.told or (kind in self.source.errors and self.validates):
                for argument in node.args:
                    self.text(argument)


def texts_of_packages() -> dict[str, Texts]:
    """What each package's refusals say."""
    source, found = _Source(), {name: Texts() for name in PACKAGES}
    for path in source.trees:
        package = next(name for name, folder in PACKAGES.items() if path.is_relative_to(folder))
        _Module(source, path, found[package]).collect()
    return found
