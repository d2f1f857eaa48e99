"""The rules of the data files. Each check gives the problems it found, in words."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from atalaya_platform.search.stems import LANGUAGES
from atalaya_platform.search.text import STOP_WORDS, words
from atalaya_strategies.concepts.model import Match, Term, Vocabulary
from atalaya_strategies.concepts.raw import RawConcept, RawExceptions, RawVocabulary

MAX_DEFINITION = 420
"""Letters of a definition: one or two sentences."""

MAX_TERM_WORDS = 12

Terms = Mapping[str, Mapping[str, tuple[Term, ...]]]
"""The terms of every concept, by concept and language."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2}|\d[A-Z]|[A-Z]\d)[A-Za-z0-9][A-Za-z0-9&+./-]*")


def is_slug(name: str) -> bool:
    """Whether a name can be an id: `incident-response`."""
    return bool(_SLUG.fullmatch(name))


def is_acronym(text: str) -> bool:
    """Whether a term is one word with two capitals or a capital and a digit: CSIRT, CSIRTs, IoT, I+D, 5G."""
    return bool(_ACRONYM.fullmatch(text))


def folded(text: str) -> tuple[str, ...]:
    """The words of a term as the engines index them."""
    return tuple(words(text))


def relations(raw: Mapping[str, RawConcept]) -> Iterator[str]:
    """Broader concepts make no circle, and what is related is neither above nor below (SKOS reference, S27)."""
    known = {name: [one for one in concept.broader if one in raw] for name, concept in raw.items()}
    above = {name: _reach(name, known) for name in raw}
    for name, concept in raw.items():
        if name in above[name]:
            yield f"{name}: is broader than itself, through {', '.join(sorted(concept.broader))}"
        for kind, targets in (("broader", concept.broader), ("related", concept.related)):
            if len(set(targets)) != len(targets):
                yield f"{name}: names one twice under {kind}"
            if name in targets:
                yield f"{name}: is {kind} to itself"
        for other in concept.related:
            if other not in raw or other == name:
                continue
            if other in above[name] or name in above[other]:
                yield f"{name}: is related to {other}, which is above or below it"
            if name in raw[other].related and name < other:
                yield f"{name}: is related to {other}, which says so already; state it once"


def _reach(start: str, edges: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    edge = list(edges[start])
    while edge:
        name = edge.pop()
        if name not in found:
            found.add(name)
            edge += edges[name]
    return found


def references(raw: Mapping[str, RawConcept], vocabularies: Mapping[str, Vocabulary]) -> Iterator[str]:
    """Whatever is named exists."""
    for name, concept in raw.items():
        for kind, targets in (("broader", concept.broader), ("related", concept.related)):
            for target in targets:
                if target not in raw:
                    yield f"{name}: there is no concept {target} ({kind})"
        for vocabulary, codes in concept.elements.items():
            if vocabulary not in vocabularies:
                yield f"{name}: there is no vocabulary {vocabulary}"
                continue
            if len(set(codes)) != len(codes):
                yield f"{name}: names an element of {vocabulary} twice"
            for code in codes:
                if code not in vocabularies[vocabulary].elements:
                    yield f"{name}: {vocabulary} has no element {code}"


def definitions(raw: Mapping[str, RawConcept]) -> Iterator[str]:
    """A definition is one or two sentences, each in its own language."""
    for name, concept in raw.items():
        texts = concept.definition.by_language()
        for language, text in texts.items():
            if len(text) > MAX_DEFINITION:
                yield f"{name}: the definition in {language} has {len(text)} letters of {MAX_DEFINITION}"
            if not text.endswith("."):
                yield f"{name}: the definition in {language} is no sentence"
        if len(set(texts.values())) != len(texts):
            yield f"{name}: two languages have the same definition"


def wording(terms: Terms) -> Iterator[str]:
    """A term is clean, has words, and is not made of articles and prepositions alone."""
    for name, language, term in _each(terms):
        where = f"{name}: {language} {term.text!r}"
        if unicodedata.normalize("NFC", term.text) != term.text or "  " in term.text:
            yield f"{where} is not in Unicode NFC, or has two spaces in a row"
        if not 0 < len(term.folded) <= MAX_TERM_WORDS:
            yield f"{where} has {len(term.folded)} words"
        elif len("".join(term.folded)) < 2 or all(word in STOP_WORDS for word in term.folded):
            yield f"{where} would be found everywhere"


def owners(terms: Terms, exceptions: RawExceptions) -> Iterator[str]:
    """In one language a term belongs to one concept, unless `exceptions.toml` says why not.

    A concept names it once, or once for each region whose spelling has the same letters (`gênero`, `género`).
    """
    held: defaultdict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    written: defaultdict[tuple[str, tuple[str, ...], str], list[str]] = defaultdict(list)
    for name, language, term in _each(terms):
        if name not in held[language, term.folded]:
            held[language, term.folded].append(name)
        written[name, term.folded, term.tag].append(term.text)
    for (name, text, tag), spellings in written.items():
        if len(spellings) > 1:
            yield f"{name}: names {tag} {' '.join(text)!r} more than once: {', '.join(spellings)}"
    allowed = {(entry.language, folded(entry.term)): sorted(entry.concepts) for entry in exceptions.shared}
    for key, names in held.items():
        if len(names) > 1 and allowed.get(key) != sorted(names):
            yield f"{key[0]} {' '.join(key[1])!r} is said by {', '.join(names)}: exceptions.toml gives no reason"
    for key, names in allowed.items():
        if sorted(held.get(key, [])) != names:
            yield f"exceptions.toml: {key[0]} {' '.join(key[1])!r} is not shared by {', '.join(names)}"


def roots_apart(terms: Terms, exceptions: RawExceptions) -> Iterator[str]:
    """Terms of several words differ by their roots too from those of other concepts, or are compared by whole words.

    Spanish `seguro cibernético` (insurance) has the roots of `seguridad cibernética`.
    """
    rooted: defaultdict[tuple[str, tuple[str, ...]], set[tuple[str, tuple[str, ...]]]] = defaultdict(set)
    whole: set[tuple[str, tuple[str, ...]]] = set()
    for name, language, term in _each(terms):
        if term.match is Match.ROOTS:
            rooted[language, term.roots].add((name, term.folded))
        elif term.match is Match.WORDS:
            whole.add((language, term.folded))
    shared = {(entry.language, folded(entry.term)) for entry in exceptions.shared}
    for (language, _), holders in rooted.items():
        told_apart = {(name, text) for name, text in holders if (language, text) not in shared}
        if len({name for name, _ in told_apart}) > 1:
            said = "; ".join(f"{name} {' '.join(text)!r}" for name, text in sorted(told_apart))
            yield f"{language}: these have the same roots, compare one by whole words: {said}"
    for entry in exceptions.whole_words:
        if (entry.language, folded(entry.term)) not in whole:
            yield f"exceptions.toml: {entry.language} {entry.term!r} is no term that could be compared by words"


def vocabulary(file: str, raw: RawVocabulary) -> Iterator[str]:
    """A vocabulary's file bears its id, its codes are its own, and a part's parent comes before it."""
    if file != raw.id:
        yield f"{file}.toml: holds the vocabulary {raw.id}"
    before: set[str] = set()
    for element in raw.elements:
        if element.code in before:
            yield f"{file}.toml: has {element.code} twice"
        if element.parent is not None and element.parent not in before:
            yield f"{file}.toml: {element.code} is part of {element.parent}, which does not come before it"
        before.add(element.code)


def _each(terms: Terms) -> Iterable[tuple[str, str, Term]]:
    for name, by_language in terms.items():
        for language in LANGUAGES:
            for term in by_language[language]:
                yield name, language, term
