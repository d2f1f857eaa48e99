"""Taking a draft along over HTTP: DOCX and Markdown, within its label, each time audited."""

import asyncio
import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response

from atalaya_platform.access.labels import Label
from atalaya_platform.events.ledger import audit
from atalaya_platform.http.dependencies import ReadSession, RuntimeOf
from atalaya_platform.http.routing import Router
from atalaya_strategies.drafting.errors import RedStays
from atalaya_strategies.drafting.export.document import Exported
from atalaya_strategies.drafting.export.markdown import to_markdown
from atalaya_strategies.drafting.queries.drafts import held
from atalaya_strategies.drafting.queries.exported import exported
from atalaya_strategies.drafting.routes.refusals import READ
from atalaya_strategies.permissions import DraftReader

router = Router(prefix="/strategies/drafts/{draft_id}", tags=["strategies"])
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Form(StrEnum):
    """The forms in which a draft is taken along."""

    DOCX = "docx"
    MARKDOWN = "md"


CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"content": {DOCX: {}, "text/markdown": {}}, "description": "The draft as a file"}
}


def _named(document: Exported, form: Form) -> dict[str, str]:
    """The header that names the file: label first, then the title in plain letters."""
    plain = unicodedata.normalize("NFKD", document.title).encode("ascii", "ignore").decode()
    title = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60] or "draft"
    label = re.sub(r"[^A-Z]+", "-", document.label.value)
    return {"Content-Disposition": f'attachment; filename="{label}_{title}.{form}"', "Cache-Control": "no-store"}


def _in_word(document: Exported) -> bytes:
    """The DOCX; what writes it is loaded when first asked for, and not with every start."""
    from atalaya_strategies.drafting.export.word import to_word

    return to_word(document)


@router.get("/export", response_class=Response, response_model=None, responses={**READ, **CONTENT})
async def export_draft(
    draft_id: UUID,
    caller: DraftReader,
    session: ReadSession,
    runtime: RuntimeOf,
    format: Annotated[Form, Query(description="DOCX or Markdown.")] = Form.DOCX,
    snapshot: Annotated[int | None, Query(ge=1, le=2_000_000_000, description="A frozen text; else as it is.")] = None,
) -> Response:
    """The draft as a file with its label, its sources listed with page and address. TLP:RED is not exported."""
    draft = (await held(session, caller, draft_id)).draft
    if draft.label == Label.RED:
        raise RedStays("TLP:RED is read here and nowhere else. Ask its author for another label.")
    document = await exported(session, draft, snapshot)
    # On record before anything leaves; reading requests write nothing, so the record has a transaction of its own.
    async with runtime.database.as_person(caller.person_id, strong=caller.strong) as record:
        audit(record, caller, "strategies.draft.export", "draft", draft_id, form=str(format), label=str(draft.label))
    if format is Form.MARKDOWN:
        text = await asyncio.to_thread(to_markdown, document)
        return Response(text, media_type="text/markdown; charset=utf-8", headers=_named(document, format))
    made = await asyncio.to_thread(_in_word, document)
    return Response(made, media_type=DOCX, headers=_named(document, format))
