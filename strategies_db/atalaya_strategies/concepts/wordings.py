"""What to search for when a concept was asked for: its most telling terms in four languages, and narrower concepts."""

from collections.abc import Mapping
from dataclasses import dataclass

from atalaya_platform.search.stems import LANGUAGES
from atalaya_strategies.concepts.model import Concept, Match, Term, Thesaurus

FALL = 0.6
"""The weight of a concept is multiplied by this with each step down."""

STEPS = 3
"""How many steps down narrower concepts still count."""

_TERMS = 5  # in each language, of the concept itself; of narrower ones, the preferred term alone


@dataclass(frozen=True, slots=True)
class Sought:
    """A concept to search for, how much it counts (1 for what was asked for itself), and its terms by language."""

    concept_id: str
    steps: int
    weight: float
    terms: Mapping[str, tuple[Term, ...]]


def sought(whole: Thesaurus, concept_id: str) -> tuple[Sought, ...]:
    """The concept and those below it, the nearest first; each step down weighs less."""
    return tuple(
        Sought(name, steps, FALL**steps, telling(whole.concepts[name], _TERMS if steps == 0 else 1))
        for name, steps in sorted(whole.narrower_by_steps(concept_id).items(), key=lambda one: one[1])
        if steps <= STEPS
    )


def telling(concept: Concept, number: int) -> dict[str, tuple[Term, ...]]:
    """In each language the preferred term and the next ones that find passages which those before do not.

    A term is left out that has the roots of another, or contains it: who searches for `critical infrastructure` finds
    `critical infrastructures` and `national critical infrastructure` as well.
    """
    return {language: _telling(concept.terms[language], number) for language in LANGUAGES}


def _telling(terms: tuple[Term, ...], number: int) -> tuple[Term, ...]:
    kept: list[Term] = []
    for term in terms:
        if len(kept) < number and not any(_finds(one, term) for one in kept):
            kept.append(term)
    return tuple(kept)


def _finds(one: Term, other: Term) -> bool:
    """Whether a search for one term finds the other, too."""
    size = len(one.roots)
    if one.match is Match.LETTERS or other.match is Match.LETTERS:
        return one.folded == other.folded
    return any(other.roots[at : at + size] == one.roots for at in range(len(other.roots) - size + 1))


def beside(whole: Thesaurus, concept_id: str, language: str) -> tuple[tuple[str, str], ...]:
    """Language and preferred term of the other three languages, for saying what else is searched for.

    >>> from atalaya_strategies.concepts.reading import thesaurus
    >>> [text for _, text in beside(thesaurus(), "critical-infrastructure", "es")]
    ['critical infrastructure', 'infraestrutura crítica', 'infrastructures critiques']
    """
    concept = whole.concepts[concept_id]
    return tuple((other, concept.preferred(other).text) for other in LANGUAGES if other != language)
