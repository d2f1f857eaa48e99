"""The thesaurus as SKOS: its statements, and the two forms they are published in (Turtle and JSON-LD)."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from atalaya_strategies.concepts.model import Concept, Thesaurus, Vocabulary

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
PREFIXES = {"dct": DCT, "rdf": RDF, "skos": SKOS}

TURTLE_TYPE = "text/turtle"
JSON_LD_TYPE = "application/ld+json"

_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+/")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """An address that names something."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A text, with its language if it has one (BCP 47)."""

    value: str
    language: str = ""


Object = Iri | Literal
Triple = tuple[Iri, Iri, Object]


def triples(thesaurus: Thesaurus, base: str) -> Iterator[Triple]:
    """Every statement, in a stable order. `base` is the address below which things are named, and ends in `/`.

    A concept is `<base>concepts/<id>`, a theme `<base>themes/<id>`, an element `<base>vocabularies/<id>/<code>`. The
    elements that a concept touches are its `skos:relatedMatch`. Raises `ValueError` for a base that is no address.
    """
    if not _BASE.fullmatch(base):
        raise ValueError(f"{base!r} is no address that ends in a slash")
    yield from _scheme(thesaurus, base)
    for concept in thesaurus.concepts.values():
        yield from _concept(concept, base)
    for vocabulary in thesaurus.vocabularies.values():
        yield from _vocabulary(vocabulary, base)


def turtle(thesaurus: Thesaurus, base: str) -> str:
    """The thesaurus in Turtle 1.1. Raises `ValueError` for a base that is no address."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    subject: Iri | None = None
    for of, what, value in triples(thesaurus, base):
        if of != subject:
            if subject is not None:
                lines[-1] = f"{lines[-1][:-2]} ."
            lines += ["", f"<{of.value}>"]
            subject = of
        lines.append(f"    {_short(what)} {_turtle_object(value)} ;")
    lines[-1] = f"{lines[-1][:-2]} ."
    return "\n".join(lines) + "\n"


def json_ld(thesaurus: Thesaurus, base: str) -> str:
    """The thesaurus in JSON-LD 1.1. Raises `ValueError` for a base that is no address."""
    nodes: dict[str, dict[str, list[object]]] = {}
    for of, what, value in triples(thesaurus, base):
        node = nodes.setdefault(of.value, {})
        if _short(what) == "rdf:type":
            node.setdefault("@type", []).append(_short(value) if isinstance(value, Iri) else value.value)
        else:
            node.setdefault(_short(what), []).append(_json_object(value))
    graph = [{"@id": name, **statements} for name, statements in nodes.items()]
    return json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _scheme(thesaurus: Thesaurus, base: str) -> Iterator[Triple]:
    scheme = thesaurus.scheme
    name = Iri(f"{base}concepts")
    yield name, Iri(f"{RDF}type"), Iri(f"{SKOS}ConceptScheme")
    for language, text in scheme.title.items():
        yield name, Iri(f"{DCT}title"), Literal(text, language)
    for language, text in scheme.description.items():
        yield name, Iri(f"{DCT}description"), Literal(text, language)
    yield name, Iri(f"{DCT}issued"), Literal(scheme.edition)
    yield name, Iri(f"{DCT}license"), Literal(scheme.licence)
    for concept in thesaurus.top():
        yield name, Iri(f"{SKOS}hasTopConcept"), _name(base, concept.id)
    for theme, label in scheme.themes.items():
        collection = Iri(f"{base}themes/{theme}")
        yield collection, Iri(f"{RDF}type"), Iri(f"{SKOS}Collection")
        for language, text in label.items():
            yield collection, Iri(f"{SKOS}prefLabel"), Literal(text, language)
        for concept in thesaurus.concepts.values():
            if concept.theme == theme:
                yield collection, Iri(f"{SKOS}member"), _name(base, concept.id)


def _concept(concept: Concept, base: str) -> Iterator[Triple]:
    name = _name(base, concept.id)
    yield name, Iri(f"{RDF}type"), Iri(f"{SKOS}Concept")
    yield name, Iri(f"{SKOS}inScheme"), Iri(f"{base}concepts")
    if not concept.broader:
        yield name, Iri(f"{SKOS}topConceptOf"), Iri(f"{base}concepts")
    yield name, Iri(f"{SKOS}notation"), Literal(concept.id)
    yield from _labels(concept, name)
    for language, text in concept.definition.items():
        yield name, Iri(f"{SKOS}definition"), Literal(text, language)
    for kind, others in (("broader", concept.broader), ("narrower", concept.narrower), ("related", concept.related)):
        for other in others:
            yield name, Iri(f"{SKOS}{kind}"), _name(base, other)
    for reference in concept.elements:
        yield name, Iri(f"{SKOS}relatedMatch"), _element(base, reference.vocabulary, reference.code)


def _labels(concept: Concept, name: Iri) -> Iterator[Triple]:
    """Its terms. One preferred label per language, and per region: the first term that is marked for it."""
    preferred = {concept.preferred(language).tag for language in concept.terms if concept.preferred(language).region}
    for language in concept.terms:
        yield name, Iri(f"{SKOS}prefLabel"), Literal(concept.preferred(language).text, language)
    for language in concept.terms:
        for term in concept.alternative(language):
            if term.region and term.tag not in preferred:
                preferred.add(term.tag)
                yield name, Iri(f"{SKOS}prefLabel"), Literal(term.text, term.tag)
            else:
                yield name, Iri(f"{SKOS}altLabel"), Literal(term.text, term.tag)


def _vocabulary(vocabulary: Vocabulary, base: str) -> Iterator[Triple]:
    name = Iri(f"{base}vocabularies/{vocabulary.id}")
    yield name, Iri(f"{RDF}type"), Iri(f"{SKOS}ConceptScheme")
    yield name, Iri(f"{DCT}title"), Literal(f"{vocabulary.name} ({vocabulary.edition})", "en")
    yield name, Iri(f"{DCT}publisher"), Literal(vocabulary.publisher)
    yield name, Iri(f"{DCT}source"), Iri(vocabulary.source)
    yield name, Iri(f"{DCT}license"), Literal(vocabulary.licence, "en")
    for element in vocabulary.elements.values():
        part = _element(base, vocabulary.id, element.code)
        yield part, Iri(f"{RDF}type"), Iri(f"{SKOS}Concept")
        yield part, Iri(f"{SKOS}inScheme"), name
        yield part, Iri(f"{SKOS}notation"), Literal(element.code)
        for language, text in element.label.items():
            yield part, Iri(f"{SKOS}prefLabel"), Literal(text, language)
        if element.parent is not None:
            yield part, Iri(f"{SKOS}broader"), _element(base, vocabulary.id, element.parent)


def _name(base: str, concept_id: str) -> Iri:
    return Iri(f"{base}concepts/{concept_id}")


def _element(base: str, vocabulary: str, code: str) -> Iri:
    return Iri(f"{base}vocabularies/{vocabulary}/{code}")


def _short(name: Iri) -> str:
    """A property or class of the three namespaces, with its prefix."""
    for prefix, address in PREFIXES.items():
        if name.value.startswith(address):
            return f"{prefix}:{name.value[len(address) :]}"
    return name.value


def _turtle_object(value: Object) -> str:
    if isinstance(value, Iri):
        return _short(value) if _short(value) != value.value else f"<{value.value}>"
    text = f'"{value.value.translate(_ESCAPES)}"'
    return f"{text}@{value.language}" if value.language else text


def _json_object(value: Object) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value.value}
    return {"@value": value.value, "@language": value.language} if value.language else {"@value": value.value}
