"""Passwords: which ones are taken, and how they are kept (argon2id).

The policy follows NIST SP 800-63B-4 §3.1.1: length and a blocklist, no composition rules, no forced change.
Twelve characters are enough because a password alone opens nothing here: a second factor is always asked for.
"""

import asyncio
import re
import threading
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Final, TypeVar

from pwdlib.hashers.argon2 import Argon2Hasher

from atalaya_platform.http.wording import Said, said

MIN_LENGTH: Final = 12
MAX_LENGTH: Final = 256
_OWN: Final = 6
"""Characters that a password needs besides a name, an address or a blocklisted word in it."""

_MEMORY_KIB: Final = 46 * 1024  # OWASP's first choice for argon2id: 46 MiB, one pass, one lane
_AT_ONCE: Final = 2

_Result = TypeVar("_Result")


class PasswordFault(StrEnum):
    """Why a password is not taken; stable names for the interface to translate."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    UNPRINTABLE = "unprintable"
    COMMON = "common"
    PREDICTABLE = "predictable"
    PERSONAL = "personal"


_ADVICE: Final = {
    PasswordFault.TOO_SHORT: said("Use at least {least} characters; four unrelated words do well.", least=MIN_LENGTH),
    PasswordFault.TOO_LONG: said("Use at most {most} characters.", most=MAX_LENGTH),
    PasswordFault.UNPRINTABLE: said("Remove line breaks and other invisible characters; spaces are welcome."),
    PasswordFault.COMMON: said("This is among the passwords tried first. Choose unrelated words of your own."),
    PasswordFault.PREDICTABLE: said("This repeats itself or follows the keyboard. Choose unrelated words instead."),
    PasswordFault.PERSONAL: said("Leave out your name, address and organisation, or add several other words."),
}


@dataclass(frozen=True, slots=True)
class PasswordProblem:
    """One reason, with a text that says what to do."""

    fault: PasswordFault
    text: Said


@dataclass(frozen=True, slots=True)
class Verification:
    """`needs_rehash`: right, but hashed with older settings; hash it anew and store that."""

    ok: bool
    needs_rehash: bool = False


class PasswordsBusy(Exception):
    """Too many passwords wait to be hashed; ask the client to come back in a second or two."""


def normalise(password: str) -> str:
    """Unicode form C, so that the same letters typed on another keyboard are the same password."""
    return unicodedata.normalize("NFC", password)


_LOOK_ALIKES: Final = str.maketrans("0134578@$!|", "oieastbasii")
_HUNG_ON: Final = "0123456789 !@#$%&*?.,;:-_+=/\\|"
_RUNS: Final = (
    "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba", "01234567890123456789",
    "98765432109876543210", "qwertyuiopasdfghjklzxcvbnm", "poiuytrewqlkjhgfdsamnbvcxz",
    "azertyuiopqsdfghjklmwxcvbn", "qwertzuiopasdfghjklyxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp",
)  # fmt: skip
_RUN: Final = 5


def _load_common() -> frozenset[str]:
    text = files(__package__).joinpath("data/common_passwords.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


COMMON: Final = _load_common()


def _fold(text: str) -> str:
    """Lower case without accents, so that `Contraseña` meets `contrasena`."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _bare(text: str) -> str:
    """Only letters and digits."""
    return "".join(letter for letter in text if letter.isalnum())


def _is_common(password: str) -> bool:
    """Blocklisted as it stands, with look-alikes read back, without what hangs on its ends, or doubled."""
    folded = _fold(password)
    trimmed = folded.strip(_HUNG_ON)
    for text in (folded, trimmed, folded.strip(_HUNG_ON[10:])):
        for candidate in (_bare(text), _bare(text.translate(_LOOK_ALIKES))):
            half = candidate[: len(candidate) // 2]
            if candidate in COMMON or (half in COMMON and candidate == half * 2):
                return True
    words = [word for word in re.split(r"[\W_\d]+", trimmed) if word]
    return 0 < len(words) <= 2 and all(word in COMMON for word in words)


def _is_predictable(password: str) -> bool:
    """Few different characters, one short unit again and again, or mostly runs of keyboard and alphabet."""
    folded = _fold(password)
    if len(set(folded)) < 5:
        return True
    for unit in range(1, len(folded) // 3 + 1):
        if (folded[:unit] * (len(folded) // unit + 1))[: len(folded)] == folded:
            return True
    covered, start = 0, 0
    while start < len(folded):
        length = _RUN if any(folded[start : start + _RUN] in run for run in _RUNS) else 0
        if length < _RUN or start + _RUN > len(folded):
            start += 1
            continue
        while start + length < len(folded) and any(folded[start : start + length + 1] in run for run in _RUNS):
            length += 1
        covered, start = covered + length, start + length
    return len(folded) - covered < _OWN


def _is_personal(password: str, context: Iterable[str]) -> bool:
    words = {"atalaya", "atalaia"}
    for text in context:
        folded = _fold(text)
        words.add(_bare(folded))
        words.update(word for word in re.split(r"[\W_]+", folded) if word)
    rest, touched = _bare(_fold(password)), False
    plain = _bare(_fold(password).translate(_LOOK_ALIKES))
    for word in sorted(words, key=len, reverse=True):
        if len(word) < 4:
            continue
        for form in (rest, plain):
            if word in form:
                touched = True
        rest, plain = rest.replace(word, ""), plain.replace(word, "")
    if not touched:
        return False
    return min(len(rest.strip("0123456789")), len(plain)) < _OWN or rest in COMMON


def problems(password: str, *, context: Iterable[str] = ()) -> list[PasswordProblem]:
    """Everything that speaks against the password; empty means it is taken.

    `context` are words that an attacker would try for this person: name, mail address, organisation.
    """
    faults = []
    if len(password) > 2 * MAX_LENGTH:  # before normalising, which costs time
        return [PasswordProblem(PasswordFault.TOO_LONG, _ADVICE[PasswordFault.TOO_LONG])]
    password = normalise(password)
    if len(password) < MIN_LENGTH:
        faults.append(PasswordFault.TOO_SHORT)
    if len(password) > MAX_LENGTH:
        faults.append(PasswordFault.TOO_LONG)
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in password):
        faults.append(PasswordFault.UNPRINTABLE)
    if _is_common(password):
        faults.append(PasswordFault.COMMON)
    elif _is_personal(password, context):
        faults.append(PasswordFault.PERSONAL)
    elif password and _is_predictable(password):
        faults.append(PasswordFault.PREDICTABLE)
    return [PasswordProblem(fault, _ADVICE[fault]) for fault in faults]


class PasswordKeeper:
    """Hashes and verifies off the event loop, two at a time.

    The bound is a pool of two threads and not a semaphore around `to_thread`: a cancelled request would give
    its semaphore back while its thread still holds 46 MiB. At most `waiting` more are queued; beyond that
    `PasswordsBusy` is raised, because a client that gave up is no reason to work.
    """

    def __init__(self, *, memory_kib: int = _MEMORY_KIB, at_once: int = _AT_ONCE, waiting: int = 32) -> None:
        self._hasher = Argon2Hasher(time_cost=1, memory_cost=memory_kib, parallelism=1)
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="password")
        self._room = threading.BoundedSemaphore(at_once + waiting)
        # What an unknown account is verified against, so that it takes as long as a known one.
        self._nobody = self._hasher.hash("there is no such account")

    async def hash(self, password: str) -> str:
        """The argon2id hash in its usual `$argon2id$…` text form, with a salt of its own."""
        return await self._run(lambda: self._hasher.hash(normalise(password)))

    async def verify(self, password: str, stored: str | None) -> Verification:
        """Whether the password belongs to the stored hash.

        Pass `None` for an account that does not exist or has no password: it is refused after the same work.
        """
        return await self._run(lambda: self._verify(password, stored))

    def close(self) -> None:
        """Let the threads end; called when the application stops."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _verify(self, password: str, stored: str | None) -> Verification:
        if len(password) > 2 * MAX_LENGTH:  # never set, so never right; the work is done all the same
            password, stored = "", None
        ok = self._hasher.verify(normalise(password), stored or self._nobody)
        if stored is None or not ok:
            return Verification(ok=False)
        return Verification(ok=True, needs_rehash=self._hasher.check_needs_rehash(stored))

    async def _run(self, work: Callable[[], _Result]) -> _Result:
        if not self._room.acquire(blocking=False):
            raise PasswordsBusy("Too many people are signing in at this moment. Try again in a few seconds.")
        future = self._threads.submit(work)
        future.add_done_callback(lambda _: self._room.release())
        return await asyncio.wrap_future(future)
