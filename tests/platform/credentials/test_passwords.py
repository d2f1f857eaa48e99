"""Passwords: the policy's words, and hashing that bounds its memory and tells nothing by its time."""

import asyncio
import itertools
import statistics
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pwdlib.hashers.argon2 import Argon2Hasher

from atalaya_platform.credentials.passwords import (
    COMMON,
    PasswordFault,
    PasswordKeeper,
    PasswordsBusy,
    Verification,
    normalise,
    problems,
)

CONTEXT = ["Ana Lucía Fernández", "ana.fernandez@csirt.example", "CSIRT Jamaica"]


def _faults(password: str) -> set[PasswordFault]:
    return {problem.fault for problem in problems(password, context=CONTEXT)}


@pytest.mark.parametrize(
    "password",
    [
        "tortuga sello lunes pino",
        "el perro de Tomás come yuca",
        "xK9#vTq2!mZp",
        "purple-otter-7-walks-uphill",
        "correct horse battery staple gnu",
        "ñandú über façade",
        "密码需要足够长才可以安全使用",
        "🐢🌵🪁🥁🎲🪴🧭🧶🪐🥨🐙🦜",
        "Fernández compra tres guanábanas",
        "mi contraseña es un tucán verde",
        " spaces around are mine ",
        "w" * 4 + "-canoe-tundra-" + "x" * 200,
    ],
)
def test_good_passwords(password: str) -> None:
    assert _faults(password) == set()


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", PasswordFault.TOO_SHORT),
        ("kx9-vTq2!mZ", PasswordFault.TOO_SHORT),
        ("e\u0301" * 6 + "kitlo", PasswordFault.TOO_SHORT),
        ("tortuga sello pino " * 20, PasswordFault.TOO_LONG),
        ("z" * 1_000_000, PasswordFault.TOO_LONG),
        ("tortuga sello\npino", PasswordFault.UNPRINTABLE),
        ("tortuga sello\0pino", PasswordFault.UNPRINTABLE),
        ("password1234", PasswordFault.COMMON),
        ("Password2026!", PasswordFault.COMMON),
        ("P@ssw0rd!!!!", PasswordFault.COMMON),
        ("passwordpassword", PasswordFault.COMMON),
        ("Contraseña2026", PasswordFault.COMMON),
        ("C0ntr4señ4!!", PasswordFault.COMMON),
        ("senhasegura12", PasswordFault.COMMON),
        ("MotDePasse2026", PasswordFault.COMMON),
        ("12345password", PasswordFault.COMMON),
        ("Welcome-Admin-1", PasswordFault.COMMON),
        ("correcthorsebatterystaple", PasswordFault.COMMON),
        ("aaaaaaaaaaaa", PasswordFault.PREDICTABLE),
        ("abcabcabcabc", PasswordFault.PREDICTABLE),
        ("123456789012", PasswordFault.PREDICTABLE),
        ("qwertyuiopas", PasswordFault.PREDICTABLE),
        ("qwertyuiop12", PasswordFault.COMMON),
        ("abcdefghijklm", PasswordFault.PREDICTABLE),
        ("1qaz2wsx3edc4rfv", PasswordFault.PREDICTABLE),
        ("zyxwvut98765", PasswordFault.PREDICTABLE),
        ("atalaya123456", PasswordFault.PERSONAL),
        ("AnaFernandez1985", PasswordFault.PERSONAL),
        ("fernández-1985", PasswordFault.PERSONAL),
        ("csirtjamaica26", PasswordFault.PERSONAL),
        ("Jamaica-2026!!", PasswordFault.PERSONAL),
        ("ana.fernandez@csirt.example", PasswordFault.PERSONAL),
        ("@t4l4y4-2026!", PasswordFault.PERSONAL),
    ],
)
def test_bad_passwords(password: str, fault: PasswordFault) -> None:
    assert fault in _faults(password)


def test_every_problem_says_what_to_do() -> None:
    for password in ("", "password1234", "tortuga\n" * 50, "a" * 300, "atalaya123456", "123456789012"):
        for problem in problems(password):
            assert problem.text[0].isupper()
            assert problem.text.endswith(".")
            assert password == "" or password not in problem.text


def test_short_context_words_do_not_spoil_passwords() -> None:
    assert problems("manzanas y anades grises", context=["Ana", "Li", "", "---"]) == []


def test_the_list_is_folded_and_compact() -> None:
    assert 500 < len(COMMON) < 1500
    assert all(word == word.casefold() and word.isascii() and word.isalnum() for word in COMMON)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_the_policy_judges_any_text(password: str) -> None:
    found = problems(password, context=CONTEXT)
    assert len({problem.fault for problem in found}) == len(found)
    assert found or 12 <= len(normalise(password)) <= 256


@pytest.fixture(scope="module")
def keeper() -> PasswordKeeper:
    return PasswordKeeper(memory_kib=1024)


async def test_hash_and_verify(keeper: PasswordKeeper) -> None:
    stored = await keeper.hash("tortuga sello pino")
    assert stored.startswith("$argon2id$v=19$m=1024,t=1,p=1$")
    assert stored != await keeper.hash("tortuga sello pino")
    assert await keeper.verify("tortuga sello pino", stored) == Verification(ok=True)
    assert await keeper.verify("tortuga sello pina", stored) == Verification(ok=False)
    assert await keeper.verify("", stored) == Verification(ok=False)


async def test_the_production_cost() -> None:
    keeper = PasswordKeeper()
    stored = await keeper.hash("tortuga sello pino")
    assert stored.startswith("$argon2id$v=19$m=47104,t=1,p=1$")
    keeper.close()


async def test_another_keyboard(keeper: PasswordKeeper) -> None:
    """The letter é as one character or as e and an accent."""
    stored = await keeper.hash("caf\u00e9 con leche frío")
    assert (await keeper.verify("cafe\u0301 con leche fri\u0301o", stored)).ok


async def test_long_passwords_count_to_their_end(keeper: PasswordKeeper) -> None:
    stored = await keeper.hash("a" * 255 + "b")
    assert (await keeper.verify("a" * 255 + "b", stored)).ok
    assert not (await keeper.verify("a" * 255 + "c", stored)).ok
    assert not (await keeper.verify("a" * 10_000_000, stored)).ok


async def test_older_hashes_are_renewed(keeper: PasswordKeeper) -> None:
    older = Argon2Hasher(time_cost=2, memory_cost=512, parallelism=1).hash("tortuga sello pino")
    assert await keeper.verify("tortuga sello pino", older) == Verification(ok=True, needs_rehash=True)
    assert await keeper.verify("something else", older) == Verification(ok=False)


@pytest.mark.parametrize(
    "stored", ["", "x", "$argon2id$", "$2b$12$abc", "tortuga sello pino", "$argon2id$v=19$m=8,t=1"]
)
async def test_a_broken_hash_opens_nothing(keeper: PasswordKeeper, stored: str) -> None:
    assert await keeper.verify("tortuga sello pino", stored) == Verification(ok=False)


async def test_an_unknown_account_costs_the_same(keeper: PasswordKeeper) -> None:
    """Nobody's password is checked with the same call and cost, and even the right text does not open it."""
    assert not (await keeper.verify("there is no such account", None)).ok
    calls: list[str] = []
    original = keeper._hasher

    class Recorder(Argon2Hasher):
        def verify(self, password: str | bytes, hash: str | bytes) -> bool:
            calls.append(str(hash).split("$")[3])
            return original.verify(password, hash)

    keeper._hasher = Recorder(time_cost=1, memory_cost=1024, parallelism=1)
    stored = await keeper.hash("tortuga sello pino")
    for password, known in (("wrong words here", stored), ("wrong words here", None), ("x" * 5000, stored)):
        await keeper.verify(password, known)
    assert calls == ["m=1024,t=1,p=1"] * 3


async def test_two_at_a_time_and_the_loop_stays_free() -> None:
    keeper = PasswordKeeper(memory_kib=64)
    running, most, lock = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1

    ticks: list[float] = []

    async def tick() -> None:
        while True:
            ticks.append(time.monotonic())
            await asyncio.sleep(0.002)

    ticker = asyncio.create_task(tick())
    await asyncio.gather(*(keeper._run(work) for _ in range(10)))
    ticker.cancel()
    assert most == 2
    assert statistics.median(b - a for a, b in itertools.pairwise(ticks)) < 0.05
    keeper.close()


async def test_a_crowd_is_turned_away_and_a_cancelled_request_keeps_its_thread_counted() -> None:
    keeper = PasswordKeeper(memory_kib=64, at_once=2, waiting=1)
    gate = threading.Event()
    tasks = [asyncio.create_task(keeper._run(gate.wait)) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(PasswordsBusy):
        await keeper.hash("tortuga sello pino")
    for task in tasks[:2]:
        task.cancel()
    await asyncio.sleep(0)
    with pytest.raises(PasswordsBusy):  # both threads still work
        await keeper.hash("tortuga sello pino")
    gate.set()
    assert await tasks[2] is True
    for _ in range(200):
        if keeper._room._value == 3:
            break
        await asyncio.sleep(0.005)
    assert await keeper.hash("tortuga sello pino")
    keeper.close()
