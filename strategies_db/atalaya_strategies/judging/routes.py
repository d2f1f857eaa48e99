"""HTTP of annotations: those of a page, judging one, and how right they are."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

from atalaya_platform.access.caller import Caller
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.problems import Forbidden, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_strategies.documents.queries import documents
from atalaya_strategies.documents.routes.documents import Number
from atalaya_strategies.finding.routes import Locale
from atalaya_strategies.judging import queries, views
from atalaya_strategies.judging.actions import judge_annotation as judge
from atalaya_strategies.judging.schemas import AnnotatedConcept, AnnotatedPassage, AnnotationQuality, JudgementGiven
from atalaya_strategies.permissions import CatalogueReader, Curator, StrategiesPermission

router = Router(prefix="/strategies", tags=["strategies"])
Concept = Annotated[str, Path(pattern="^[a-z0-9.-]{1,80}$", description="Its id in the thesaurus.")]


def curates(caller: Caller | None) -> bool:
    """Whether the caller may judge, and so is shown what was rejected."""
    return caller is not None and caller.may(StrategiesPermission.EDITION_CURATE)


@router.get(
    "/documents/{document_id}/pages/{number}/concepts",
    response_model=list[AnnotatedPassage],
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def list_page_concepts(
    document_id: UUID, number: Number, caller: CatalogueReader, session: ReadSession, locale: Locale = "en"
) -> list[AnnotatedPassage]:
    """The concepts that each passage of a page is annotated with."""
    row = await documents.document(session, document_id)
    source = row.duplicate_of or row.id
    await documents.page(session, source, number)
    verdicts = await queries.verdicts(session, [source])
    return [
        AnnotatedPassage(
            passage_id=one.id,
            ordinal=one.ordinal,
            concepts=views.annotated(one, verdicts, locale, curates=curates(caller)),
        )
        for one in await documents.passages(session, source, number)
    ]


@router.put(
    "/passages/{passage_id}/concepts/{concept}",
    response_model=AnnotatedConcept,
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def judge_annotation(
    passage_id: UUID,
    concept: Concept,
    given: JudgementGiven,
    caller: Curator,
    session: WriteSession,
    locale: Locale = "en",
) -> AnnotatedConcept:
    """Confirm or reject that a passage is about a concept, or take that back.

    What is rejected counts for no coverage and is not found by the concept any more. The verdict stays when the
    document is read again.
    """
    row = await judge(session, caller, passage_id, concept, given.verdict)
    verdicts = await queries.verdicts(session, [row.document_id])
    found = views.annotated(row, verdicts, locale, curates=True)
    return next(one for one in found if one.concept == concept)


@router.get("/annotations/quality", response_model=AnnotationQuality, responses=responses(Unauthenticated, Forbidden))
async def get_annotation_quality(caller: Curator, session: ReadSession, locale: Locale = "en") -> AnnotationQuality:
    """How many annotations curators confirmed and rejected: in all, and by concept and language."""
    return views.quality(await queries.tallies(session), locale)
