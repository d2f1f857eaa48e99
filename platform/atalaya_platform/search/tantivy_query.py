"""From the port's query to Tantivy's: which documents match, and which of them come first."""

from collections.abc import Mapping, Sequence

import tantivy
from tantivy import Occur

from atalaya_platform.search.document import Document, facet_value
from atalaya_platform.search.port import Meaning, Query
from atalaya_platform.search.record import dump
from atalaya_platform.search.stems import LANGUAGES, telling
from atalaya_platform.search.text import Wording, fold, tolerance, words

SCHEMA_EDITION = 1
"""Raise it whenever fields or their analysis change: older indexes are then rebuilt."""

SEPARATOR = "\x1f"

# A hit's score is the sum, over the query's words, of every way in which the word is found. The weights keep
# the ways in order whatever the length of a text: exact, begun, by stem, by typo; the title before the body.
_EXACT_TITLE, _EXACT_BODY = 6.0, 4.0
_BEGUN_TITLE, _BEGUN_BODY = 3.0, 2.0
_STEM_TITLE, _STEM_BODY = 2.5, 1.5
_TYPO_TITLE, _TYPO_BODY = 0.6, 0.3
_TOGETHER_TITLE, _TOGETHER_BODY = 4.0, 2.0
_FREQUENCY = 0.1
_OTHER_WORDING = 0.6
_MEANT = 7.0  # a value of weight 1: more than one word found exactly, less than two in a row
_REST = 0.5  # a word besides what is meant, as a share of a word that is required
_BESIDE = 0.5  # the same, said in another language
_OFTEN = 0.5  # how often, in how short a text, a word of the query stands there: it orders what means the same


def schema() -> tantivy.Schema:
    """The fields. `title` and `body` hold folded words; `title_es` and so on hold stems of that language."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "parent", "audience", "entry"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("facet", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("created", indexed=True, fast=True)
    builder.add_bytes_field("stored", stored=True)
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="whitespace")
        for language in LANGUAGES:
            builder.add_text_field(f"{name}_{language}", tokenizer_name=f"stem_{language}", index_option="freq")
    return builder.build()


def entry(document: Document) -> tantivy.Document:
    """A document as Tantivy takes it."""
    made = tantivy.Document()
    made.add_text("id", document.id)
    made.add_text("parent", document.parent_id)
    made.add_text("audience", document.audience)
    made.add_text("entry", SEPARATOR.join((document.id, document.parent_id, document.kind, document.audience)))
    for name, values in document.facet_values.items():
        for value in values:
            made.add_text("facet", name + SEPARATOR + value)
    made.add_integer("created", int(document.created_at.timestamp() * 1_000_000))
    made.add_text("title", " ".join(words(document.title)))
    made.add_text("body", " ".join(words(document.body)))
    if document.language:
        made.add_text(f"title_{document.language}", document.title)
        made.add_text(f"body_{document.language}", document.body)
    made.add_bytes("stored", dump(document))
    return made


class Matching:
    """Builds the queries of one answer."""

    def __init__(self, fields: tantivy.Schema, query: Query, asked: Wording, others: Sequence[Wording]) -> None:
        self.fields = fields
        self.query = query
        self.selected = query.selected
        self.languages = [one for one in LANGUAGES if one in self.selected.get("language", LANGUAGES)]
        self.asked = asked
        self.others = others

    def documents(self) -> tantivy.Query:
        """The documents that match, to be ordered by how well they do."""
        return self._among(self._text())

    def counted(self, leaving_out: str | None = None) -> tantivy.Query:
        """The same documents to be counted only; with a facet's name, as if that facet had no filter.

        Of the ways in which a word is found the widest is enough then, which takes half the time.
        """
        return self._among(self._either(), leaving_out)

    def _among(self, matching: tantivy.Query, leaving_out: str | None = None) -> tantivy.Query:
        clauses = [(Occur.Must, matching), (Occur.Must, self._having("audience", sorted(self.query.audiences)))]
        for name, values in self.selected.items():
            if name != leaving_out:
                clauses.append((Occur.Must, self._having("facet", [name + SEPARATOR + value for value in values])))
        if self.query.without:
            without = tantivy.Query.term_set_query(self.fields, "parent", sorted(self.query.without))
            clauses.append((Occur.MustNot, without))
        clauses += [(Occur.MustNot, self._phrase(phrase)) for phrase in self.asked.excluded]
        return tantivy.Query.boolean_query(clauses)

    def _having(self, field: str, values: Sequence[str]) -> tantivy.Query:
        """One of these values, which says nothing about how well a document matches."""
        if len(values) == 1:
            return tantivy.Query.const_score_query(tantivy.Query.term_query(self.fields, field, values[0]), 0.0)
        return tantivy.Query.const_score_query(tantivy.Query.term_set_query(self.fields, field, list(values)), 0.0)

    def _either(self) -> tantivy.Query:
        """The words of any wording, or what is meant, each in the widest way in which it is found."""
        if not self.asked.asks:
            return tantivy.Query.all_query()
        ways = [
            tantivy.Query.boolean_query(
                [
                    *(
                        (Occur.Must, self._widest(word, begun=begun, typos=one is self.asked))
                        for word, begun in _begun(one)
                    ),
                    *((Occur.Must, self._phrase(phrase)) for phrase in one.phrases),
                ]
            )
            for one in (self.asked, *self.others)
        ]
        meaning = self.query.meaning
        if meaning is not None:
            values = {name + SEPARATOR + facet_value(value) for group in meaning.groups for name, value in group}
            meant = tantivy.Query.term_set_query(self.fields, "facet", sorted(values))
            required = [(Occur.Must, self._phrase(phrase)) for phrase in meaning.rest.phrases]
            ways.append(tantivy.Query.boolean_query([(Occur.Must, meant), *required]))
        return _any(ways)

    def _widest(self, word: str, *, begun: bool, typos: bool) -> tantivy.Query:
        allowed = tolerance(word) if typos else 0
        ways: list[tantivy.Query] = []
        for field in ("title", "body"):
            if allowed or begun:
                ways.append(tantivy.Query.fuzzy_term_query(self.fields, field, word, allowed, True, begun))
            else:
                ways.append(tantivy.Query.term_query(self.fields, field, word))
            ways += self._stems(field, word)
        return _any(ways)

    def _text(self) -> tantivy.Query:
        asked = self.asked
        if not asked.asks:
            return tantivy.Query.all_query()
        ways = [self._wording(asked)]
        ways += [tantivy.Query.boost_query(self._wording(other, typos=False), _OTHER_WORDING) for other in self.others]
        if self.query.meaning is None:
            return tantivy.Query.disjunction_max_query(ways)
        either = _any([tantivy.Query.disjunction_max_query(ways), self._meaning(self.query.meaning)])
        return tantivy.Query.boolean_query([(Occur.Must, either), *((Occur.Should, one) for one in self._often(asked))])

    def _meaning(self, meaning: Meaning) -> tantivy.Query:
        """A value of any group, of more of them if there are, and of the rest what there is."""
        groups = [self._group(group) for group in meaning.groups]
        clauses = [(Occur.Must, tantivy.Query.disjunction_max_query(groups))]
        if len(groups) > 1:
            clauses += [(Occur.Should, group) for group in groups]
        rest = [tantivy.Query.boost_query(self._word(word, begun=False), _REST) for word in meaning.rest.words]
        clauses += [(Occur.Should, word) for word in rest]
        clauses += [(Occur.Should, self._beside(said)) for said in meaning.beside]
        clauses += [(Occur.Must, self._phrase(phrase)) for phrase in meaning.rest.phrases]
        return tantivy.Query.boolean_query(clauses)

    def _beside(self, said: Sequence[tuple[str, str]]) -> tantivy.Query:
        """A word as it is said elsewhere: as it stands there or by its stem, without typos."""
        ways: list[tantivy.Query] = []
        for language, word in said:
            for field, exact, by_stem in (
                ("title", _EXACT_TITLE, _STEM_TITLE),
                ("body", _EXACT_BODY, _STEM_BODY),
            ):
                term = tantivy.Query.term_query(self.fields, field, fold(word))
                stems = _any(self._stems(field, word, (language,)))
                ways.append(tantivy.Query.const_score_query(term, exact * _BESIDE))
                ways.append(tantivy.Query.const_score_query(stems, by_stem * _BESIDE))
        return tantivy.Query.disjunction_max_query(ways)

    def _often(self, asked: Wording) -> list[tantivy.Query]:
        found: list[tantivy.Query] = []
        for word in asked.words:
            found.append(tantivy.Query.boost_query(tantivy.Query.term_query(self.fields, "body", word), _OFTEN))
            found += [tantivy.Query.boost_query(stem, _OFTEN / 2) for stem in self._stems("body", word)]
        return found

    def _group(self, group: Mapping[tuple[str, str], float]) -> tantivy.Query:
        by_weight: dict[float, list[str]] = {}
        for (name, value), weight in group.items():
            by_weight.setdefault(weight, []).append(name + SEPARATOR + facet_value(value))
        return tantivy.Query.disjunction_max_query(
            [
                tantivy.Query.const_score_query(
                    tantivy.Query.term_set_query(self.fields, "facet", values), weight * _MEANT
                )
                for weight, values in by_weight.items()
            ]
        )

    def _wording(self, asked: Wording, *, typos: bool = True) -> tantivy.Query:
        clauses = [(Occur.Must, self._word(word, begun=begun, typos=typos)) for word, begun in _begun(asked)]
        clauses += [(Occur.Must, self._phrase(phrase)) for phrase in asked.phrases]
        if len(asked.words) > 1:
            for field, weight in (("title", _TOGETHER_TITLE), ("body", _TOGETHER_BODY)):
                together = self._together(field, asked)
                clauses.append((Occur.Should, tantivy.Query.const_score_query(together, weight)))
        return tantivy.Query.boolean_query(clauses)

    def _together(self, field: str, asked: Wording) -> tantivy.Query:
        """The words next to each other."""
        in_order: list[str | tuple[int, str]] = list(asked.words)
        if asked.prefix:
            return tantivy.Query.phrase_prefix_query(self.fields, field, in_order)
        return tantivy.Query.phrase_query(self.fields, field, in_order, 2)

    def _word(self, word: str, *, begun: bool, typos: bool = True) -> tantivy.Query:
        ways: list[tantivy.Query] = []
        for field, exact, start, by_stem, typo in (
            ("title", _EXACT_TITLE, _BEGUN_TITLE, _STEM_TITLE, _TYPO_TITLE),
            ("body", _EXACT_BODY, _BEGUN_BODY, _STEM_BODY, _TYPO_BODY),
        ):
            term = tantivy.Query.term_query(self.fields, field, word)
            ways += [tantivy.Query.const_score_query(term, exact), tantivy.Query.boost_query(term, _FREQUENCY)]
            if begun:
                ways.append(self._near(field, word, 0, begun=True, weight=start))
            if typos and (allowed := tolerance(word)):
                ways.append(self._near(field, word, allowed, begun=begun, weight=typo))
            if stems := self._stems(field, word):
                ways.append(tantivy.Query.const_score_query(_any(stems), by_stem))
        return _any(ways)

    def _stems(self, field: str, word: str, languages: Sequence[str] = ()) -> list[tantivy.Query]:
        return [
            tantivy.Query.term_query(self.fields, f"{field}_{language}", variant)
            for language in languages or self.languages
            for variant in telling(language, word)
        ]

    def _near(self, field: str, word: str, distance: int, *, begun: bool, weight: float) -> tantivy.Query:
        close = tantivy.Query.fuzzy_term_query(self.fields, field, word, distance, True, begun)
        return tantivy.Query.const_score_query(close, weight)

    def _phrase(self, phrase: Sequence[str]) -> tantivy.Query:
        if len(phrase) == 1:
            return _any([tantivy.Query.term_query(self.fields, field, phrase[0]) for field in ("title", "body")])
        return _any(
            [
                tantivy.Query.boost_query(tantivy.Query.phrase_query(self.fields, "title", list(phrase)), 2.0),
                tantivy.Query.phrase_query(self.fields, "body", list(phrase)),
            ]
        )


def _begun(asked: Wording) -> list[tuple[str, bool]]:
    """The words, each with whether it may be the beginning of one."""
    last = len(asked.words) - 1
    return [(word, asked.prefix and number == last) for number, word in enumerate(asked.words)]


def _any(ways: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Should, way) for way in ways])
