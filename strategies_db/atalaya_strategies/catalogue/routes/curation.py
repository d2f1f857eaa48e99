"""HTTP of curation: review, publish, decline, confirm. Each needs the ETag of what was looked at."""

from uuid import UUID

from fastapi import Response

from atalaya_platform.http.dependencies import WriteSession
from atalaya_platform.http.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Unauthenticated,
    responses,
)
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag
from atalaya_strategies.catalogue.actions import curation as actions
from atalaya_strategies.catalogue.routes.editions import page_about
from atalaya_strategies.catalogue.schemas.changes import Curation, Refusal
from atalaya_strategies.catalogue.schemas.edition import EditionRead
from atalaya_strategies.permissions import Confirmer, Curator, Proposer

router = Router(prefix="/strategies/editions", tags=["strategies"])
REFUSALS = responses(Unauthenticated, Forbidden, NotFound, Conflict, PreconditionFailed, PreconditionRequired, Invalid)


@router.post("/{edition_id}/review", response_model=EditionRead, responses=REFUSALS)
async def review_edition(
    edition_id: UUID,
    given: Curation,
    caller: Curator,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> EditionRead:
    """Say that a proposal was compared with its source, so that it can be published. Needs `If-Match`."""
    row = await actions.review_edition(session, caller, edition_id, given.reason, if_match)
    set_etag(response, row.version)
    return await page_about(session, caller, row)


@router.post("/{edition_id}/publish", response_model=EditionRead, responses=REFUSALS)
async def publish_edition(
    edition_id: UUID,
    given: Curation,
    caller: Curator,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> EditionRead:
    """Take a reviewed edition into the catalogue, as TLP:CLEAR. Needs `If-Match`."""
    row = await actions.publish_edition(session, caller, edition_id, given.reason, if_match)
    set_etag(response, row.version)
    return await page_about(session, caller, row)


@router.post("/{edition_id}/decline", response_model=EditionRead, responses=REFUSALS)
async def decline_edition(
    edition_id: UUID,
    given: Refusal,
    caller: Proposer,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> EditionRead:
    """Keep an edition out of the catalogue, or take it out; withdraw your own proposal. Needs `If-Match`."""
    row = await actions.decline_edition(session, caller, edition_id, given.reason, if_match)
    set_etag(response, row.version)
    return await page_about(session, caller, row)


@router.post("/{edition_id}/confirm", response_model=EditionRead, responses=REFUSALS)
async def confirm_edition(
    edition_id: UUID,
    given: Curation,
    caller: Confirmer,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> EditionRead:
    """Stand by an edition of your state, as its national contact point. Needs `If-Match`."""
    row = await actions.confirm_edition(session, caller, edition_id, given.reason, if_match)
    set_etag(response, row.version)
    return await page_about(session, caller, row)
