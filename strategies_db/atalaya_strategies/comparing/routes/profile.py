"""HTTP of the profile of one document."""

from uuid import UUID

from atalaya_platform.http.dependencies import ReadSession
from atalaya_platform.http.problems import Forbidden, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_strategies.comparing import measuring, views
from atalaya_strategies.comparing.changes import weights_read
from atalaya_strategies.comparing.queries import passages, texts
from atalaya_strategies.comparing.routes.asked import InVocabulary
from atalaya_strategies.comparing.schemas import LanguageShare, Profile, ProfileRow
from atalaya_strategies.comparing.vocabulary import VocabularyId
from atalaya_strategies.documents.queries.keeping import unread
from atalaya_strategies.finding.routes import Locale
from atalaya_strategies.judging.queries import rejected
from atalaya_strategies.permissions import CatalogueReader

router = Router(prefix="/strategies/documents", tags=["strategies"])
STRONGEST = 20
"""Concepts that a profile names."""


@router.get("/{document_id}/profile", response_model=Profile, responses=responses(Unauthenticated, Forbidden, NotFound))
async def get_document_profile(
    document_id: UUID,
    caller: CatalogueReader,
    session: ReadSession,
    vocabulary: InVocabulary = VocabularyId.NCS_GUIDE,
    locale: Locale = "en",
) -> Profile:
    """What a document covers by element, its strongest concepts and languages, and what of it could not be read."""
    [text] = await texts.by_document(session, [document_id])
    covers = await views.covers_of(session, [text], vocabulary)
    whole = covers.get(text.measured) if text.measured else None
    weights = []
    if text.measured:
        said = (await passages.mentions(session, [text.measured]))[text.measured]
        weights = measuring.weights(said, (await rejected(session, [text.measured]))[text.measured])[:STRONGEST]
    source = text.source.id if text.source else document_id
    return Profile(
        vocabulary=views.vocabulary_read(vocabulary),
        text=views.column(text, covers),
        rows=[
            ProfileRow(code=row.code, label=row.label, parent=row.parent, cell=row.cells[0])
            for row in views.rows(vocabulary, locale, [whole])
        ],
        concepts=weights_read(weights, locale),
        languages=[
            LanguageShare(language=language, passages=number)
            for language, number in await passages.languages(session, source)
        ],
        unread=list(await unread(session, source)),
    )
