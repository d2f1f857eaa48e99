"""From the port's query to Tantivy's: which documents match, and which of them come first."""

from collections.abc import Mapping, Sequence

import tantivy
from tantivy import Occur

from atalaya_platform.search.document import Document, facet_value
from atalaya_platform.search.port import Meaning, Query
from atalaya_platform.search.record import dump
from atalaya_platform.search.stems import LANGUAGES, variants
from atalaya_platform.search.text import Wording, tolerance, words

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
        self.text = self._text(asked, others)
        self.excluded = [self._phrase(phrase) for phrase in asked.excluded]

    def documents(self, leaving_out: str | None = None) -> tantivy.Query:
        """The documents that match; with a facet's name, as if that facet had no filter."""
        audiences = tantivy.Query.term_set_query(self.fields, "audience", sorted(self.query.audiences))
        clauses = [(Occur.Must, self.text), (Occur.Must, tantivy.Query.const_score_query(audiences, 0.0))]
        for name, values in self.selected.items():
            if name != leaving_out:
                wanted = [name + SEPARATOR + value for value in values]
                having = tantivy.Query.term_set_query(self.fields, "facet", wanted)
                clauses.append((Occur.Must, tantivy.Query.const_score_query(having, 0.0)))
        if self.query.without:
            without = tantivy.Query.term_set_query(self.fields, "parent", sorted(self.query.without))
            clauses.append((Occur.MustNot, without))
        clauses += [(Occur.MustNot, phrase) for phrase in self.excluded]
        return tantivy.Query.boolean_query(clauses)

    def _text(self, asked: Wording, others: Sequence[Wording]) -> tantivy.Query:
        if not asked.asks:
            return tantivy.Query.all_query()
        ways = [self._wording(asked)]
        ways += [tantivy.Query.boost_query(self._wording(other), _OTHER_WORDING) for other in others]
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
        clauses += [(Occur.Must, self._phrase(phrase)) for phrase in meaning.rest.phrases]
        return tantivy.Query.boolean_query(clauses)

    def _often(self, asked: Wording) -> list[tantivy.Query]:
        found: list[tantivy.Query] = []
        for word in asked.words:
            found.append(tantivy.Query.boost_query(tantivy.Query.term_query(self.fields, "body", word), _OFTEN))
            found += [
                tantivy.Query.boost_query(
                    tantivy.Query.term_query(self.fields, f"body_{language}", variant), _OFTEN / 2
                )
                for language in self.languages
                for variant in variants(language, word)
            ]
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

    def _wording(self, asked: Wording) -> tantivy.Query:
        last = len(asked.words) - 1
        clauses = [
            (Occur.Must, self._word(word, begun=asked.prefix and number == last))
            for number, word in enumerate(asked.words)
        ]
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

    def _word(self, word: str, *, begun: bool) -> tantivy.Query:
        ways: list[tantivy.Query] = []
        for field, exact, start, by_stem, typo in (
            ("title", _EXACT_TITLE, _BEGUN_TITLE, _STEM_TITLE, _TYPO_TITLE),
            ("body", _EXACT_BODY, _BEGUN_BODY, _STEM_BODY, _TYPO_BODY),
        ):
            term = tantivy.Query.term_query(self.fields, field, word)
            ways += [tantivy.Query.const_score_query(term, exact), tantivy.Query.boost_query(term, _FREQUENCY)]
            if begun:
                ways.append(self._near(field, word, 0, begun=True, weight=start))
            if allowed := tolerance(word):
                ways.append(self._near(field, word, allowed, begun=begun, weight=typo))
            stems = [
                tantivy.Query.term_query(self.fields, f"{field}_{language}", variant)
                for language in self.languages
                for variant in variants(language, word)
            ]
            if stems:
                ways.append(tantivy.Query.const_score_query(_any(stems), by_stem))
        return _any(ways)

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


def _any(ways: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Should, way) for way in ways])
