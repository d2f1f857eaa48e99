"""Read the thesaurus from its data files: derive what is stated once, check everything, give it frozen."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from atalaya_platform.search.stems import LANGUAGES
from atalaya_strategies.concepts import checks
from atalaya_strategies.concepts.model import (
    Concept,
    Element,
    ElementRef,
    Match,
    Scheme,
    Term,
    Thesaurus,
    Vocabulary,
)
from atalaya_strategies.concepts.raw import (
    RawConcept,
    RawExceptions,
    RawScheme,
    RawVocabulary,
    ThesaurusError,
    in_shape,
    read,
    split_region,
    tables,
)
from atalaya_strategies.concepts.roots import roots
from atalaya_strategies.data import data_folder

_RESERVED = {"scheme", "exceptions"}


def load(data: Path | None = None) -> Thesaurus:
    """The thesaurus of a data folder (the service's own unless another is named), checked whole.

    Raises `ThesaurusError` with every problem found, not only the first: an unknown id, a circle of broader
    concepts, a language without a term or definition, a term that belongs to two concepts, …
    """
    data = data or data_folder()
    vocabularies = load_vocabularies(data / "vocabularies")
    folder = data / "concepts"
    scheme = read(folder / "scheme.toml", RawScheme)
    exceptions = read(folder / "exceptions.toml", RawExceptions)
    themes, raw = _raw_concepts(folder, scheme)
    whole = {(entry.language, checks.folded(entry.term)) for entry in exceptions.whole_words}
    terms = {name: _terms(concept, whole) for name, concept in raw.items()}
    problems = [
        *checks.relations(raw),
        *checks.references(raw, vocabularies),
        *checks.definitions(raw),
        *checks.wording(terms),
        *checks.owners(terms, exceptions),
        *checks.roots_apart(terms, exceptions),
    ]
    if problems:
        raise ThesaurusError(problems)
    narrower = _inverse({name: concept.broader for name, concept in raw.items()})
    related = _inverse({name: concept.related for name, concept in raw.items()})
    concepts = {
        name: Concept(
            id=name,
            theme=themes[name],
            terms=terms[name],
            definition=MappingProxyType(concept.definition.by_language()),
            broader=tuple(sorted(concept.broader)),
            narrower=tuple(sorted(narrower[name])),
            related=tuple(sorted({*concept.related, *related[name]})),
            elements=tuple(
                ElementRef(vocabulary, code) for vocabulary, codes in concept.elements.items() for code in codes
            ),
        )
        for name, concept in sorted(raw.items())
    }
    return Thesaurus(scheme=_scheme(scheme), vocabularies=vocabularies, concepts=MappingProxyType(concepts))


@lru_cache(maxsize=1)
def thesaurus() -> Thesaurus:
    """The thesaurus that comes with the service, read once in a process."""
    return load()


def load_vocabularies(folder: Path) -> Mapping[str, Vocabulary]:
    """The vocabularies of a folder by id; a file is named as the id inside it."""
    problems: list[str] = []
    found: dict[str, Vocabulary] = {}
    for path in sorted(folder.glob("*.toml")):
        raw = read(path, RawVocabulary)
        elements = {
            element.code: Element(
                element.code, element.parent, MappingProxyType(element.label.by_language()), tuple(element.seen)
            )
            for element in raw.elements
        }
        problems += checks.vocabulary(path.stem, raw)
        found[raw.id] = Vocabulary(
            raw.id,
            raw.name,
            raw.short,
            raw.edition,
            raw.publisher,
            raw.source,
            raw.licence,
            raw.note,
            MappingProxyType(elements),
        )
    if problems:
        raise ThesaurusError(problems)
    return MappingProxyType(found)


def _raw_concepts(folder: Path, scheme: RawScheme) -> tuple[dict[str, str], dict[str, RawConcept]]:
    """The theme of each concept, and the concepts as written, by id."""
    files = {path.stem: path for path in sorted(folder.glob("*.toml")) if path.stem not in _RESERVED}
    problems = [f"scheme.toml: no file for the theme {name}" for name in scheme.themes if name not in files]
    themes: dict[str, str] = {}
    found: dict[str, RawConcept] = {}
    for theme, path in files.items():
        if theme not in scheme.themes:
            problems.append(f"{path.name}: scheme.toml does not name this theme")
        for name, table in tables(path).items():
            if name in found:
                problems.append(f"{path.name}: {name} is already a concept of {themes[name]}.toml")
            if not checks.is_slug(name):
                problems.append(f"{path.name}: {name} is no id: use lower-case letters, digits and hyphens")
            try:
                found[name] = in_shape(f"{path.name}: {name}", table, RawConcept)
            except ThesaurusError as error:
                problems += error.problems
            themes[name] = theme
    if problems:
        raise ThesaurusError(problems)
    return themes, found


def _terms(concept: RawConcept, whole: set[tuple[str, tuple[str, ...]]]) -> Mapping[str, tuple[Term, ...]]:
    """A concept's terms by language, preferred first."""
    return MappingProxyType(
        {
            language: tuple(_term(language, written, whole) for written in getattr(concept, language))
            for language in LANGUAGES
        }
    )


def _term(language: str, written: str, whole: set[tuple[str, tuple[str, ...]]]) -> Term:
    text, region = split_region(written)
    words = checks.folded(text)
    if checks.is_acronym(text):
        match = Match.LETTERS
    elif len(words) == 1 or (language, words) in whole:
        match = Match.WORDS
    else:
        match = Match.ROOTS
    return Term(text, language, region, words, roots(language, text), match)


def _inverse(stated: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Who points at each concept."""
    found: dict[str, list[str]] = {name: [] for name in stated}
    for name, targets in stated.items():
        for target in targets:
            found[target].append(name)
    return found


def _scheme(raw: RawScheme) -> Scheme:
    return Scheme(
        title=MappingProxyType(raw.title.by_language()),
        description=MappingProxyType(raw.description.by_language()),
        edition=raw.edition,
        licence=raw.licence,
        themes=MappingProxyType(
            {name: MappingProxyType(theme.label.by_language()) for name, theme in raw.themes.items()}
        ),
    )
