"""The arithmetic of the audit chains: what is hashed, and in which order, as in the database's own function."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

CHAINS = 16
SEPARATOR = "\x1f"


@dataclass(frozen=True)
class Sealed:
    """An entry as its hash sees it. `moment` is UTC with microseconds, `detail` the database's own JSON text."""

    chain: int
    seq: int
    moment: str
    person_id: str
    act: str
    object_type: str
    object_id: str
    request_id: str
    detail: str
    previous: bytes
    hash: bytes

    def computed(self, seq: int | None = None) -> bytes:
        """The hash that this entry ought to have, at its own place in the chain or at another."""
        parts = (
            str(self.chain),
            str(self.seq if seq is None else seq),
            self.moment,
            self.person_id,
            self.act,
            self.object_type,
            self.object_id,
            self.request_id,
            self.detail,
        )
        return hashlib.sha256(self.previous + SEPARATOR.join(parts).encode()).digest()

    @property
    def named(self) -> str:
        """The entry in words, for the operator."""
        return f"chain {self.chain}, entry {self.seq} ({self.act}, {self.moment} UTC)"


def genesis(chain: int) -> bytes:
    """What the first entry of a chain has as its previous hash."""
    return hashlib.sha256(f"atalaya audit chain {chain}".encode()).digest()


class Damage(StrEnum):
    """What was done to the log."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    HEAD = "head rewritten"
    REWRITTEN = "rewritten"
    ANCHOR = "anchor altered"


@dataclass(frozen=True)
class Finding:
    """One piece of damage. `seq` is the number of the bad entry in its chain; 0 when it is not one entry's."""

    damage: Damage
    chain: int
    seq: int
    text: str


class ChainCheck:
    """Follows one chain entry by entry. Feed every entry in order, then `finish` with the chain's head.

    After a bad entry it goes on from there, so that one deed is not reported once per later entry.
    """

    def __init__(self, chain: int) -> None:
        self.chain = chain
        self.seq = 0
        self.hash = genesis(chain)
        self.last: Sealed | None = None
        self._trusted = True

    def feed(self, entry: Sealed) -> Finding | None:
        """The damage that this entry shows, if any."""
        found = self._removed(entry) or self._own(entry) or self._link(entry)
        self._trusted = found is None or found.seq != entry.seq
        self.seq, self.hash, self.last = entry.seq, entry.hash, entry
        return found

    def _removed(self, entry: Sealed) -> Finding | None:
        if entry.seq == self.seq + 1:
            return None
        missing = f"{self.seq + 1}" if entry.seq == self.seq + 2 else f"{self.seq + 1} to {entry.seq - 1}"
        return Finding(
            Damage.REMOVED,
            self.chain,
            self.seq + 1,
            f"chain {self.chain}: entry {missing} was removed; the next one is {entry.named}",
        )

    def _own(self, entry: Sealed) -> Finding | None:
        if entry.computed() == entry.hash:
            return None
        return Finding(Damage.CHANGED, self.chain, entry.seq, f"{entry.named}: its content does not match its hash")

    def _link(self, entry: Sealed) -> Finding | None:
        if entry.previous == self.hash or not self._trusted:
            return None
        if self.last is None:
            return Finding(
                Damage.CHANGED, self.chain, entry.seq, f"{entry.named}: it does not begin where this chain begins"
            )
        return Finding(
            Damage.CHANGED,
            self.chain,
            self.last.seq,
            f"{self.last.named}: it was changed and sealed again; entry {entry.seq} holds the hash of what it was",
        )

    def finish(self, seq: int | None, head: bytes) -> Finding | None:
        """What the chain's head shows; `seq` is None when the head is gone."""
        where = f"chain {self.chain}"
        if seq is None:
            return Finding(Damage.HEAD, self.chain, self.seq, f"{where}: its head was removed")
        if seq > self.seq:
            return Finding(
                Damage.TRUNCATED,
                self.chain,
                self.seq + 1,
                f"{where}: its head says {seq}, but it ends with entry {self.seq}: those from {self.seq + 1} are gone",
            )
        if seq < self.seq:
            return Finding(
                Damage.HEAD,
                self.chain,
                seq + 1,
                f"{where}: its head says {seq}, but there are entries up to {self.seq}",
            )
        if head != self.hash:
            return Finding(
                Damage.HEAD, self.chain, self.seq, f"{where}: its head does not hold the hash of its last entry, {seq}"
            )
        return None
