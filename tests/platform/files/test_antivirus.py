"""The antivirus client: clean passes, malware is named, and everything else is no."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atalaya_platform.files.antivirus import (
    ClamdScanner,
    FileInfected,
    ScannerUnavailable,
    Status,
    Verdict,
    admit,
    scanner_at,
)
from tests.platform.files.clamd_mock import EICAR, ClamdMock, running


async def _chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
        await asyncio.sleep(0)


async def test_clean() -> None:
    mock = ClamdMock()
    async with running(mock) as address:
        assert await ClamdScanner(address).scan(_chunks(b"abc", b"", b"d" * 200_000)) == Verdict(Status.CLEAN)
        assert await ClamdScanner(address).scan(_chunks()) == Verdict(Status.CLEAN)
    assert mock.received == [b"abc" + b"d" * 200_000, b""]


async def test_eicar_is_found_also_across_pieces() -> None:
    async with running(ClamdMock()) as address:
        for parts in ((EICAR,), (EICAR[:30], EICAR[30:]), (b"x" * 70_000 + EICAR + b"y",)):
            verdict = await ClamdScanner(address).scan(_chunks(*parts))
            assert verdict == Verdict(Status.INFECTED, name="Eicar-Test-Signature")


async def test_over_a_unix_socket(tmp_path: Path) -> None:
    async with running(ClamdMock(), tmp_path / "clamd.sock") as address:
        scanner = ClamdScanner(address)
        assert (await scanner.scan(_chunks(b"abc"))).status is Status.CLEAN
        assert (await scanner.scan(_chunks(EICAR))).status is Status.INFECTED


async def test_version() -> None:
    async with running(ClamdMock()) as address:
        assert (await ClamdScanner(address).version() or "").startswith("ClamAV 1.5")
    assert await ClamdScanner(address, connect=0.5).version() is None


async def _unavailable(scanner: ClamdScanner, *parts: bytes) -> str:
    verdict = await scanner.scan(_chunks(*parts or (b"abc",)))
    assert verdict.status is Status.UNAVAILABLE
    return verdict.reason


async def test_nobody_there(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "reached" in await _unavailable(ClamdScanner(f"127.0.0.1:{port}"))
    assert "reached" in await _unavailable(ClamdScanner(f"unix:{tmp_path}/none.sock"))
    assert "reached" in await _unavailable(ClamdScanner("clamd.invalid:3310", connect=2))


async def test_too_large_for_clamd_is_not_clean() -> None:
    """It answers before it has read everything and closes; that answer is still read."""
    async with running(ClamdMock(limit=100_000)) as address:
        reason = await _unavailable(ClamdScanner(address), *[b"x" * 65_536] * 200)
    assert "size limit" in reason or "reached" in reason or "nothing" in reason


async def test_a_server_that_falls_silent() -> None:
    async with running(ClamdMock(silent=True)) as address:
        assert "in time" in await _unavailable(ClamdScanner(address, idle=0.1))
        assert "in time" in await _unavailable(ClamdScanner(address, idle=5, total=0.1))


async def test_a_server_that_never_reads() -> None:
    async def deaf(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(3600)

    server = await asyncio.start_server(deaf, "127.0.0.1", 0, limit=1024)
    address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    assert "in time" in await _unavailable(ClamdScanner(address, idle=0.2), *[b"x" * 1_000_000] * 30)
    server.close()


async def test_a_connection_that_breaks() -> None:
    async with running(ClamdMock(hang_up_after=10)) as address:
        reason = await _unavailable(ClamdScanner(address), b"x" * 1_000_000, b"x" * 1_000_000)
    assert reason


@pytest.mark.parametrize(
    "reply",
    [b"\0", b"", b"OK\0", b"stream: ok\0", b"stream: OK ERROR\0", b"stream: FOUND\0", b"x stream: OK\0", b"\xff\0",
     b"stream: OK\nstream: X FOUND\0", b"x" * 100_000, b"stream: Can't allocate memory ERROR\0"],
)  # fmt: skip
async def test_only_the_exact_words_count(reply: bytes) -> None:
    async with running(ClamdMock(reply=reply)) as address:
        assert await _unavailable(ClamdScanner(address))


async def test_a_signature_name_is_shown_safely() -> None:
    async with running(ClamdMock(reply=b"stream: Win.<script>\x07 FOUND\0")) as address:
        assert (await ClamdScanner(address).scan(_chunks(b"x"))).name == "Win.?script??"


async def test_admit_fails_closed() -> None:
    async with running(ClamdMock()) as address:
        scanner = scanner_at(address)
        assert await admit(scanner, _chunks(b"abc")) == Verdict(Status.CLEAN)
        with pytest.raises(FileInfected, match=r"Eicar-Test-Signature.*archive with a password"):
            await admit(scanner, _chunks(EICAR))
    with pytest.raises(ScannerUnavailable, match="none are taken"):
        await admit(scanner, _chunks(b"abc"))


async def test_without_a_scanner_everything_passes() -> None:
    assert scanner_at(None) is None
    assert scanner_at("") is None
    assert await admit(None, _chunks(EICAR)) is None


@pytest.mark.parametrize("address", ["clamd", "clamd:", ":3310", "clamd:port", "3310"])
def test_addresses_that_say_nothing(address: str) -> None:
    with pytest.raises(ValueError, match="host:port"):
        ClamdScanner(address)


async def test_what_the_source_raises_comes_through() -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"x"
        raise RuntimeError("disk")

    async with running(ClamdMock()) as address:
        with pytest.raises(RuntimeError, match="disk"):
            await ClamdScanner(address).scan(broken())
