"""A small thesaurus as files, which tests change before they load it."""

from pathlib import Path

LANGUAGES = ("en", "es", "pt", "fr")

SCHEME = """
edition = "1"
licence = "https://example.org/licence"
title = { en = "Test", es = "Prueba", pt = "Teste", fr = "Essai" }
description = { en = "A test.", es = "Una prueba.", pt = "Um teste.", fr = "Un essai." }
themes.first.label = { en = "First", es = "Primero", pt = "Primeiro", fr = "Premier" }
"""

VOCABULARY = """
id = "guide-1"
name = "A guide"
short = "Guide"
edition = "1st"
publisher = "Somebody"
source = "https://example.org/guide"
licence = "Free"
note = "Invented."
elements = [
  { code = "1", label = { en = "Part", es = "Parte", pt = "Parte um", fr = "Partie" } },
  { code = "1.1", parent = "1", label = { en = "Piece", es = "Pieza", pt = "Peça", fr = "Pièce" }, seen = ["p. 9"] },
]
"""


def concept(name: str, *, extra: str = "", **terms: str) -> str:
    """A concept's table. A language's terms are written as in the file; without them they are made from the name."""
    lines = [f"[{name}]"]
    lines += [f"{language} = [{terms.get(language, quoted(f'notion {name} {language}'))}]" for language in LANGUAGES]
    lines += [f'definition.{language} = "What {name} is, in {language}."' for language in LANGUAGES]
    return "\n".join([*lines, extra, ""])


def quoted(*terms: str) -> str:
    """Terms as they stand in a TOML list."""
    return ", ".join(f'"{term}"' for term in terms)


def write(
    folder: Path,
    *concepts: str,
    scheme: str = SCHEME,
    exceptions: str = "",
    vocabularies: dict[str, str] | None = None,
    **themes: str,
) -> Path:
    """A data folder with one theme of these concepts, and whatever else is given; the folder."""
    (folder / "concepts").mkdir(exist_ok=True)
    (folder / "vocabularies").mkdir(exist_ok=True)
    files = {"first": "\n".join(concepts), "scheme": scheme, "exceptions": exceptions, **themes}
    for name, content in files.items():
        (folder / "concepts" / f"{name}.toml").write_text(content, encoding="utf-8")
    for name, content in ({"guide-1": VOCABULARY} if vocabularies is None else vocabularies).items():
        (folder / "vocabularies" / f"{name}.toml").write_text(content, encoding="utf-8")
    return folder
