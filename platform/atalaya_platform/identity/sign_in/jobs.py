"""Jobs of signing in: security notices and reset links by mail, key rotation, sweeping."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from atalaya_platform.database.session import WriteSession
from atalaya_platform.identity.models import Person
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.actions.reset import LIVES, new_reset_token
from atalaya_platform.identity.sign_in.keys import rotate_signing_keys
from atalaya_platform.mail.contents import AnyContent, PasswordReset, SecurityNotice
from atalaya_platform.mail.message import Mail
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)


async def _post(session: WriteSession, runtime: Runtime, person: Person, content: AnyContent) -> None:
    """Hand a mail to the adapter `post`, `await post(session, mail, person_id)`, in this job's transaction."""
    post = runtime.adapters.get("post")
    if post is None:
        log.warning("no mail leaves this installation: it has no post office", template=content.template)
        return
    mail = Mail(to=person.email, to_name=person.name, locale=person.locale, time_zone=person.time_zone, content=content)
    await post(session, mail, person.id)


async def send_sign_in_letter(
    session: WriteSession, runtime: Runtime, *, person_id: str, letter: str, at_moment: str, values: dict[str, Any]
) -> None:
    """Tell a person what happened to their account, so that they notice what was not their doing."""
    person = await queries.person(session, UUID(person_id))
    if person is None:
        return
    content = SecurityNotice.model_validate(
        {
            "event": letter,
            "at": datetime.fromisoformat(at_moment),
            "link": f"{runtime.settings.address}/account/security",
            "address": values.get("address", ""),
            "browser": values.get("browser", ""),
            "detail": values.get("name", "") or values.get("left", ""),
        }
    )
    await _post(session, runtime, person, content)


async def send_password_reset(
    session: WriteSession, runtime: Runtime, *, person_id: str, values: dict[str, Any]
) -> None:
    """Make a token and mail its link. It stands behind `#`, which no server or proxy gets to see."""
    person = await queries.person(session, UUID(person_id))
    if person is None or person.status != "active":
        return
    token = await new_reset_token(session, person)
    content = PasswordReset(
        link=f"{runtime.settings.address}/password-reset#{token}",
        expires_at=session.clock.now() + LIVES,
        address=values.get("address", ""),
        browser=values.get("browser", ""),
    )
    await _post(session, runtime, person, content)


async def sweep_sign_in(session: WriteSession, runtime: Runtime) -> None:
    """Forget expired challenges at once, resets and counts after 90 days, sessions after a year."""
    now = session.clock.now()
    await queries.sweep(session, now, now - timedelta(days=90), now - timedelta(days=365))


JOBS = (
    Job("send_sign_in_letter", send_sign_in_letter),
    Job("send_password_reset", send_password_reset),
    Job("rotate_signing_keys", rotate_signing_keys, cron="17 3 * * *"),
    Job("sweep_sign_in", sweep_sign_in, cron="47 * * * *"),
)
