"""The installation's own keys: loaded into memory, published early, rotated without a gap."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import structlog
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.exc import SQLAlchemyError

from atalaya_platform.credentials.passwords import PasswordKeeper
from atalaya_platform.credentials.tokens import KeyRing, TokenRefused, issue, verify
from atalaya_platform.database.session import WriteSession
from atalaya_platform.http.problems import Unauthenticated
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.models import SigningKey
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)

AUDIENCE = "atalaya"
REFRESH = timedelta(minutes=5)
PUBLISHED_BEFORE = timedelta(hours=1)
"""A new key verifies everywhere for so long before it signs; every process reloads more often than that."""
ROTATED_AFTER = {"token": timedelta(days=30), "cookie": timedelta(days=90)}
KEPT_AFTER = {"token": timedelta(days=1), "cookie": timedelta(days=90)}
"""How long a key still verifies after a newer one signs: longer than anything that it signed lives."""


def _fresh(purpose: str) -> str:
    return KeyRing.generate().dump_pem() if purpose == "token" else secrets.token_hex(32)


def _signing_first(keys: list[SigningKey], now: datetime) -> list[SigningKey]:
    """The newest key that may sign, then all others."""
    newest = sorted(keys, key=lambda key: key.signs_from, reverse=True)
    return sorted(newest, key=lambda key: key.signs_from > now)


class Keys:
    """The keys of one process, as the table had them a few minutes ago."""

    def __init__(self) -> None:
        self.ring = KeyRing.generate()
        self._cookie: list[str] = [_fresh("cookie")]

    async def load(self, session: WriteSession) -> None:
        """Read every key, as the system; an empty installation gets its first ones."""
        now = session.clock.now()
        found = await queries.signing_keys(session)
        missing = [purpose for purpose in ROTATED_AFTER if all(key.purpose != purpose for key in found)]
        if missing:
            await queries.lock(session, "signing keys")
            found = await queries.signing_keys(session)
            for purpose in missing:
                if all(key.purpose != purpose for key in found):
                    found.append(SigningKey(purpose=purpose, private=_fresh(purpose), signs_from=now))
                    session.add(found[-1])
            await session.flush()
        ordered = _signing_first(found, now)
        self.ring = KeyRing.load_pem("".join(key.private for key in ordered if key.purpose == "token"))
        self._cookie = [key.private for key in ordered if key.purpose == "cookie"]

    def sign_cookie(self, salt: str, value: dict[str, Any]) -> str:
        return str(URLSafeSerializer(self._cookie[0], salt=salt).dumps(value))

    def read_cookie(self, salt: str, text: str | None) -> dict[str, Any]:
        """What one of our cookies says, or nothing when it is not ours. Its age is the reader's business."""
        for key in self._cookie:
            with contextlib.suppress(BadSignature):
                value = URLSafeSerializer(key, salt=salt).loads(text or "")
                return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
        return {}


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """Whom an access token speaks for; it never has a passkey's strength."""

    person_id: UUID
    scopes: frozenset[str]
    strong: bool = False


class AccessTokens:
    """The adapter `access_tokens`: issues and verifies five-minute tokens with the keys of this process."""

    def __init__(self, runtime: Runtime, keys: Keys) -> None:
        self._runtime = runtime
        self._keys = keys

    def issue(self, person_id: UUID, scopes: frozenset[str], session_id: UUID | None) -> str:
        return issue(
            self._keys.ring,
            issuer=self._runtime.settings.address,
            subject=str(person_id),
            audience=AUDIENCE,
            scopes=scopes,
            session_id=str(session_id) if session_id else None,
            now=self._runtime.database.clock.now(),
        )

    def verify(self, credential: str) -> AccessClaims:
        """The claims of a living token of ours; raises Unauthenticated, which does not say what was wrong."""
        try:
            claims = verify(
                self._keys.ring,
                credential,
                audience=AUDIENCE,
                issuer=self._runtime.settings.address,
                now=self._runtime.database.clock.now(),
            )
            return AccessClaims(UUID(claims.subject), claims.scopes)
        except (TokenRefused, ValueError) as error:
            log.info("access token refused", reason=str(error))
            raise Unauthenticated("This access token is not valid or has expired. Get a new one.") from error


async def rotate_signing_keys(session: WriteSession, runtime: Runtime) -> None:
    """Publish a successor for each key that has signed long enough; forget those that nothing living was signed by."""
    now = session.clock.now()
    for purpose, age in ROTATED_AFTER.items():
        keys = [key for key in await queries.signing_keys(session) if key.purpose == purpose]
        if keys and max(key.signs_from for key in keys) <= now - age:
            successor = SigningKey(purpose=purpose, private=_fresh(purpose), signs_from=now + PUBLISHED_BEFORE)
            session.add(successor)
        signing = next(iter(_signing_first(keys, now)), None)
        for key in keys:
            if signing and key.signs_from < signing.signs_from <= now - KEPT_AFTER[purpose]:
                await session.delete(key)
    await session.flush()
    await keys_of(runtime).load(session)


def keys_of(runtime: Runtime) -> Keys:
    return cast(Keys, runtime.adapters["keys"])


def access_tokens_of(runtime: Runtime) -> AccessTokens:
    return cast(AccessTokens, runtime.adapters["access_tokens"])


def passwords_of(runtime: Runtime) -> PasswordKeeper:
    """The password keeper, made at its first use; it queues few, because each waits with a database connection."""
    keeper = runtime.adapters.get("passwords")
    if keeper is None:
        waiting = max(1, min(8, runtime.settings.database_pool // 2 - 2))
        keeper = runtime.adapters["passwords"] = PasswordKeeper(waiting=waiting)
    return cast(PasswordKeeper, keeper)


@asynccontextmanager
async def lifespan(runtime: Runtime) -> AsyncIterator[None]:
    """Load the keys, and keep them fresh while the process runs."""
    keys = Keys()
    async with runtime.database.system() as session:
        await keys.load(session)
    runtime.adapters |= {"keys": keys, "access_tokens": AccessTokens(runtime, keys)}

    async def refresh() -> None:
        while True:
            await asyncio.sleep(REFRESH.total_seconds())
            try:
                async with runtime.database.system() as session:
                    await keys.load(session)
            except (SQLAlchemyError, OSError):
                log.warning("signing keys could not be reloaded; the known ones stay in use")

    task = asyncio.create_task(refresh())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        keeper = runtime.adapters.pop("passwords", None)
        if keeper is not None:
            keeper.close()
