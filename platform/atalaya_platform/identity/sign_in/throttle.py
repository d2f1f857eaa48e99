"""Throttling that slows a guesser down and leaves the victim alone.

Failures are counted in the database, so that every process knows them. From a browser that the person signed in
with before, only that browser's own failures count. Elsewhere three counts each set their own growing delay: of
the account from one neighbourhood, of the account from everywhere, and of the address over all accounts.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from atalaya_platform.database.session import WriteSession
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.problems import AccountGuarded, Throttled
from atalaya_platform.identity.sign_in.visitor import Visitor

FREE = {"device": 4, "pair": 4, "account": 20, "address": 30}
"""Failures without any delay; then 1 s, 2 s, 4 s … up to the longest."""
LONGEST = timedelta(minutes=15)
FORGOTTEN = {"device": timedelta(days=1), "pair": timedelta(days=1), "address": timedelta(hours=1)}
"""A count starts again after so long a silence. The account's own does not: NIST counts consecutive failures."""
GUARDED = 100
"""Consecutive failures of an account after which a password is only tried in a known browser (SP 800-63B-4 §3.2.2)."""


def delay(kind: str, failures: int) -> timedelta:
    """How long the next attempt has to wait after that many failures."""
    over = failures - FREE[kind]
    return timedelta() if over <= 0 else min(timedelta(seconds=2 ** min(over - 1, 12)), LONGEST)


def key(*parts: str) -> bytes:
    return hashlib.sha256("\x1f".join(parts).encode()).digest()


@dataclass(frozen=True)
class Throttle:
    """The counts that one attempt looks at: of an account name (known or not) or a person's second factor."""

    session: WriteSession
    account: str
    visitor: Visitor
    known: bool

    @classmethod
    def of(cls, session: WriteSession, account: str, visitor: Visitor, person_id: UUID | None) -> "Throttle":
        known = person_id is not None and visitor.device.knows(person_id, session.clock.now())
        return cls(session, account, visitor, known)

    @property
    def _keys(self) -> dict[str, bytes]:
        account = key("account", self.account)
        if self.known:
            return {"account": account, "device": key("device", self.account, self.visitor.device.name)}
        return {
            "account": account,
            "address": key("address", self.visitor.network if ":" in self.visitor.address else self.visitor.address),
            "pair": key("pair", self.account, self.visitor.network),
        }

    async def check(self) -> None:
        """Refuse an attempt that comes too early, or beside another one. Raises Throttled or AccountGuarded."""
        one = self._keys["device" if self.known else "pair"]
        if not await queries.try_lock(self.session, one):
            raise Throttled(1)
        now = self.session.clock.now()
        for row in await queries.attempts(self.session, list(self._keys.values())):
            if row.kind == "account" and self.known:
                continue
            if row.kind == "account" and row.failures >= GUARDED:
                raise AccountGuarded
            if row.blocked_until and row.blocked_until > now:
                raise Throttled(int((row.blocked_until - now).total_seconds()) + 1)

    async def failed(self) -> int:
        """Count a failure; the account's consecutive ones."""
        now, counts = self.session.clock.now(), {}
        for kind, name in sorted(self._keys.items()):
            forgotten = now - FORGOTTEN.get(kind, timedelta(days=36500))
            counts[kind] = await queries.count_failure(self.session, kind, name, now, forgotten)
            wait = delay(kind, counts[kind])
            if wait:
                await queries.block(self.session, kind, name, now + wait)
        return counts["account"]

    async def passed(self) -> None:
        """A success ends the account's and this place's count, not the address's: an attacker may own one account."""
        names = [name for kind, name in self._keys.items() if kind != "address"]
        await queries.forget_attempts(self.session, names)
