"""HTTP for notifications, preferences, subscriptions and unsubscribe links."""

from typing import Annotated

from fastapi import Header, Path, Query, Response, status
from fastapi.responses import RedirectResponse

from atalaya_platform.http.dependencies import Public, ReadSession, RuntimeOf, WriteSession
from atalaya_platform.http.pages import After, Before, Limit, Page
from atalaya_platform.http.problems import (
    Forbidden,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Unauthenticated,
    responses,
)
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag
from atalaya_platform.notifications import actions, queries
from atalaya_platform.notifications.permissions import Manager, Reader
from atalaya_platform.notifications.places import names_of
from atalaya_platform.notifications.schemas import (
    MailRead,
    NotificationRead,
    NotificationsMark,
    Place,
    PreferencesRead,
    PreferencesUpdate,
    SubscriptionPut,
    SubscriptionRead,
    Unread,
    Unsubscription,
)
from atalaya_platform.notifications.tell import suggested_mail

router = Router(tags=["notifications"], responses=responses(Unauthenticated, Forbidden))
Token = Annotated[str, Path(min_length=40, max_length=300, pattern=r"^[A-Za-z0-9_-]+$")]


@router.get("/notifications", response_model=Page[NotificationRead])
async def list_notifications(
    session: ReadSession,
    caller: Reader,
    limit: Limit = 30,
    after: After = None,
    before: Before = None,
    unread: Annotated[bool, Query(description="Only what is unread.")] = False,
) -> Page[NotificationRead]:
    """Your notifications, newest first. What you may no longer read is not among them."""
    return await queries.notifications_of(
        session, caller.person_id, limit=limit, after=after, before=before, unread=unread
    )


@router.get("/notifications/unread", response_model=Unread)
async def count_unread_notifications(session: ReadSession, caller: Reader) -> Unread:
    """How many of your notifications are unread."""
    return Unread(unread=await queries.unread_count(session, caller.person_id))


@router.post("/notifications/read", response_model=Unread)
async def mark_notifications_read(session: WriteSession, caller: Reader, mark: NotificationsMark) -> Unread:
    """Mark notifications as read: some by id, all of a place, or all. Your other windows follow."""
    return Unread(unread=await actions.mark_read(session, caller, mark))


@router.get("/notifications/mails", response_model=list[MailRead])
async def list_mails(
    session: ReadSession, caller: Reader, limit: Annotated[int, Query(ge=1, le=100)] = 20
) -> list[MailRead]:
    """The last mails to you and what became of them; when one failed, what the mail server said."""
    return await queries.mails_to(session, caller.person_id, limit)


@router.get("/notifications/preferences", response_model=PreferencesRead)
async def read_notification_preferences(
    response: Response, session: ReadSession, caller: Manager, runtime: RuntimeOf
) -> PreferencesRead:
    """How you hear of each kind of thing, and when the digest is sent. Send its ETag back when you change it."""
    preference = await queries.preference_of(session, caller.person_id)
    openpgp = await queries.has_openpgp(session, caller.person_id)
    read = actions.described(preference, caller, suggested_mail(runtime), openpgp=openpgp)
    set_etag(response, read.version)
    return read


@router.put(
    "/notifications/preferences",
    response_model=PreferencesRead,
    responses=responses(PreconditionFailed, PreconditionRequired),
)
async def change_notification_preferences(
    response: Response,
    session: WriteSession,
    caller: Manager,
    runtime: RuntimeOf,
    update: PreferencesUpdate,
    if_match: IfMatch = None,
) -> PreferencesRead:
    """Choose how you hear. Kinds that you leave out go back to what Atalaya suggests."""
    preference = await actions.choose(session, caller, update, if_match)
    openpgp = await queries.has_openpgp(session, caller.person_id)
    read = actions.described(preference, caller, suggested_mail(runtime), openpgp=openpgp)
    set_etag(response, read.version)
    return read


@router.get(
    "/notifications/unsubscribe/{token}",
    response_model=Unsubscription,
    responses={303: {"description": "A browser is sent to the page that asks"}, **responses(NotFound)},
)
async def read_unsubscribe_link(
    token: Token, session: ReadSession, _: Public, accept: Annotated[str, Header(max_length=1000)] = ""
) -> Unsubscription | RedirectResponse:
    """What an unsubscribe link from a mail is for. Looking at it changes nothing; a browser gets the page that asks."""
    found = await actions.unsubscription(session, token)
    if "text/html" in accept:
        return RedirectResponse(f"/unsubscribe/{token}", status.HTTP_303_SEE_OTHER)
    return found


@router.post("/notifications/unsubscribe/{token}", response_model=Unsubscription, responses=responses(NotFound))
async def unsubscribe(token: Token, session: WriteSession, _: Public) -> Unsubscription:
    """Stop mails from the place that this link is for, with one click and without signing in (RFC 8058)."""
    return await actions.unsubscribe(session, token)


@router.get("/subscriptions", response_model=list[SubscriptionRead])
async def list_subscriptions(session: ReadSession, caller: Manager, runtime: RuntimeOf) -> list[SubscriptionRead]:
    """Every place for which you chose how much to hear; those that you may still read by name."""
    chosen = await queries.subscriptions_of(session, caller.person_id)
    names = await names_of(session, runtime.registry, [one.place for one in chosen])
    return [one.model_copy(update={"name": names.get(one.place)}) for one in chosen]


@router.get("/subscriptions/{place}", response_model=SubscriptionRead, responses=responses(NotFound))
async def read_subscription(place: Place, session: ReadSession, caller: Manager) -> SubscriptionRead:
    """Your choice for a place."""
    return await queries.subscription_at(session, caller.person_id, place)


@router.put("/subscriptions/{place}", response_model=SubscriptionRead)
async def subscribe(place: Place, session: WriteSession, caller: Manager, choice: SubscriptionPut) -> SubscriptionRead:
    """Choose how much you hear of a place: all, mentions or nothing."""
    return await actions.follow(session, caller, place, choice.level)


@router.delete("/subscriptions/{place}", status_code=status.HTTP_204_NO_CONTENT, response_class=Response)
async def forget_subscription(place: Place, session: WriteSession, caller: Manager) -> None:
    """Forget your choice for a place; what is usual there counts again."""
    await actions.unfollow(session, caller, place)
