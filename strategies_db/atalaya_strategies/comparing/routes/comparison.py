"""HTTP of the heat map: texts beside each other, and the passages behind a cell."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from atalaya_platform.http.dependencies import ReadSession
from atalaya_platform.http.problems import Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.http.wording import said
from atalaya_strategies.comparing import measuring, views
from atalaya_strategies.comparing.queries import passages, texts
from atalaya_strategies.comparing.routes.asked import InVocabulary, Wanted
from atalaya_strategies.comparing.schemas import Comparison, CountingPassages
from atalaya_strategies.comparing.vocabulary import VocabularyId
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.documents.queries.spoken import spoken
from atalaya_strategies.finding.routes import Locale
from atalaya_strategies.judging.queries import verdicts
from atalaya_strategies.judging.routes import curates
from atalaya_strategies.judging.vocabulary import Verdict
from atalaya_strategies.permissions import CatalogueReader

router = Router(prefix="/strategies/comparison", tags=["strategies"])
Element = Annotated[
    str | None, Query(pattern="^[A-Za-z0-9.-]{1,20}$", description="An element of the vocabulary, by its code.")
]
Concept = Annotated[str | None, Query(pattern="^[a-z0-9.-]{1,80}$", description="Or a concept, by its id.")]


@router.get("", response_model=Comparison, responses=responses(Unauthenticated, Forbidden, NotFound, Invalid))
async def compare_strategies(
    caller: CatalogueReader,
    session: ReadSession,
    wanted: Wanted,
    vocabulary: InVocabulary = VocabularyId.NCS_GUIDE,
    locale: Locale = "en",
) -> Comparison:
    """How far texts cover the elements of a vocabulary: a heat map, of which every cell leads to its passages.

    Strength is measured from the concepts annotated in the passages. What has no text stands there, unmeasured.
    """
    return await views.comparison(session, await texts.chosen(session, wanted), vocabulary, locale)


def _concepts(vocabulary: VocabularyId, element: str | None, concept: str | None) -> frozenset[str]:
    """The concepts that count for what was asked for. Raises Invalid unless it is one element or one concept."""
    if element is not None and concept is None and element in measuring.elements(vocabulary):
        return measuring.touching(vocabulary, element)
    if concept is not None and element is None and concept in thesaurus().concepts:
        return frozenset({concept})
    text = said("Name one element of the vocabulary, or one concept of the thesaurus.")
    raise Invalid(text, fields={"element": text})


@router.get(
    "/passages",
    response_model=CountingPassages,
    responses=responses(Unauthenticated, Forbidden, NotFound, Invalid),
)
async def list_counting_passages(
    caller: CatalogueReader,
    session: ReadSession,
    document_id: UUID,
    element: Element = None,
    concept: Concept = None,
    vocabulary: InVocabulary = VocabularyId.NCS_GUIDE,
    locale: Locale = "en",
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> CountingPassages:
    """The passages of a document that count for an element or a concept, the most mentions first, with pages."""
    wanted = _concepts(vocabulary, element, concept)
    [text] = await texts.by_document(session, [document_id])
    covers = await views.covers_of(session, [text], vocabulary)
    shown = views.column(text, covers)
    if text.measured is None:
        return CountingPassages(text=shown, items=[], total=0)
    source = text.measured
    said_here = (await passages.mentions(session, [source]))[source]
    held = await verdicts(session, [source])
    rejected = {one for one, verdict in held.items() if verdict is Verdict.REJECTED}
    found = measuring.counting(said_here, wanted, rejected)
    judges = curates(caller)
    listed = [*found, *((one, 0) for one in measuring.only_rejected(said_here, wanted, rejected) if judges)]
    part = dict(listed[offset : offset + limit])
    said = await spoken(session, part)
    return CountingPassages(
        text=shown,
        items=[
            views.counting_passage(document_id, said[one], times, wanted, held, locale, curates=judges)
            for one, times in part.items()
            if one in said
        ],
        total=len(listed),
    )
