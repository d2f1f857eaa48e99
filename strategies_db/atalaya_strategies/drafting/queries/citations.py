"""A draft's sources as the API gives them."""

from collections.abc import Sequence
from uuid import UUID

from atalaya_platform.database.session import ReadSession
from atalaya_platform.text.markdown import cited
from atalaya_strategies.drafting.models import DraftSource
from atalaya_strategies.drafting.queries.precedents import documents_here
from atalaya_strategies.drafting.queries.sections import sections
from atalaya_strategies.drafting.queries.views import known, who
from atalaya_strategies.drafting.schemas.precedents import SourceRead
from atalaya_strategies.finding.addresses import passage_page

_SAME = {"number", "place", "page", "quote", "citation", "address", "created_at"}


async def source_reads(session: ReadSession, draft_id: UUID, rows: Sequence[DraftSource]) -> list[SourceRead]:
    """Sources of a draft that was asked for before, each with the sections that cite it."""
    people = await known(session, [one.added_by for one in rows])
    here = await documents_here(session, [one.document_id for one in rows])
    citing: dict[int, list[UUID]] = {}
    for section in await sections(session, draft_id):
        for number in cited(section.body):
            citing.setdefault(number, []).append(section.id)
    return [
        SourceRead(
            **one.model_dump(include=_SAME),
            document_id=one.document_id,
            url=passage_page(one.document_id, one.page, one.ordinal) if one.document_id in here else None,
            added_by=who(people, one.added_by),
            sections=citing.get(one.number, []),
        )
        for one in rows
    ]
