"""Files that are empty, locked, cut off, hostile or enormous: each costs one answer with a reason."""

import asyncio
import time
from pathlib import Path
from string import Formatter

import pytest

from atalaya_strategies.documents.reading.faults import Fault, Unreadable, advice
from atalaya_strategies.documents.reading.limits import LIMITS, Limits
from atalaya_strategies.documents.reading.process import Reader
from tests.strategies.documents.made import bomb, invented, package, pdf, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LINES = "The national team answers incidents day and night."
PDF = pdf([LINES] * 3)
BAD = {
    "empty": (b"", Fault.EMPTY, ""),
    "blank": (b" \r\n\t\n", Fault.EMPTY, ""),
    "empty page": (b"<html><body> </body></html>", Fault.EMPTY, ""),
    "empty docx": (package(word__document_xml=b"", _Content_Types__xml=b""), Fault.DAMAGED, ""),
    "encrypted PDF": (pdf([LINES], encrypted=True), Fault.ENCRYPTED, ""),
    "encrypted Office": (OLE + bytes(64) + "EncryptedPackage".encode("utf-16-le"), Fault.ENCRYPTED, ""),
    "old Office": (OLE + bytes(64), Fault.UNSUPPORTED, "DOC, XLS, PPT"),
    "truncated PDF": (PDF[: len(PDF) // 2], Fault.DAMAGED, ""),
    "PDF of junk": (b"%PDF-1.7\n" + b"junk " * 500 + b"\n%%EOF", Fault.DAMAGED, ""),
    "truncated DOCX": (word("es")[:9000], Fault.DAMAGED, ""),
    "42-type": (bomb(), Fault.ZIP_BOMB, ""),
    "spreadsheet": (package(xl__workbook_xml=b"<workbook/>"), Fault.UNSUPPORTED, "XLSX"),
    "archive": (package(strategy_pdf=PDF), Fault.UNSUPPORTED, "ZIP"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), Fault.UNSUPPORTED, "PNG"),
    "rich text": (b"{\\rtf1 The strategy}", Fault.UNSUPPORTED, "RTF"),
    "program": (b"\x7fELF\x02\x01\x01" + bytes(range(256)), Fault.UNSUPPORTED, ""),
    "2,001 pages": (pdf([LINES] * 2001), Fault.TOO_MANY_PAGES, "2000"),
    "2,001 pages of text": (b"\f" * 2001, Fault.TOO_MANY_PAGES, "2000"),
}


async def fault_of(reader: Reader, path: Path) -> tuple[Fault, str]:
    with pytest.raises(Unreadable) as refused:
        await reader.read(path)
    return refused.value.fault, refused.value.detail


async def test_each_bad_file_has_its_reason(reader: Reader, tmp_path: Path) -> None:
    for name, (content, fault, detail) in BAD.items():
        path = tmp_path / "file"
        path.write_bytes(content)
        assert await fault_of(reader, path) == (fault, detail), name
    assert await fault_of(reader, tmp_path / "nowhere") == (Fault.LOST, "")


async def test_a_good_file_is_read_after_all_that(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "strategy.pdf"
    path.write_bytes(invented("fr"))
    found = await reader.read(path)
    assert (found.kind, found.language, len(found.pages)) == ("text", "fr", 3)


@pytest.mark.parametrize(
    ("limits", "fault"),
    [
        (Limits(memory=150 << 20), Fault.OUT_OF_MEMORY),
        (Limits(seconds=0.15), Fault.OUT_OF_TIME),
        (Limits(answer=2000), Fault.TOO_MUCH_TEXT),
    ],
)
async def test_a_file_that_takes_too_much_ends_alone(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: Limits, fault: Fault
) -> None:
    large, small = tmp_path / "large.html", tmp_path / "small.txt"
    large.write_bytes(b"<html><body>" + b"<p><b>x</b>" * 900_000)
    small.write_bytes(invented("en"))
    monkeypatch.setattr(reader, "_limits", limits)
    began = time.monotonic()
    if fault is Fault.TOO_MUCH_TEXT:
        assert (await fault_of(reader, small))[0] is fault
    else:
        assert (await fault_of(reader, large))[0] is fault
        monkeypatch.undo()
        assert len((await reader.read(small)).pages) == 3
    assert time.monotonic() - began < 20


async def test_a_reading_process_that_is_killed_is_replaced(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "small.txt"
    path.write_bytes(invented("es"))
    await reader.read(path)
    process = reader._process
    assert process is not None
    process.kill()
    await process.wait()
    assert (await reader.read(path)).language == "es"


async def test_questions_at_once_wait_for_each_other(reader: Reader, tmp_path: Path) -> None:
    for language in ("es", "pt"):
        (tmp_path / language).write_bytes(invented(language))
    found = await asyncio.gather(*(reader.read(tmp_path / one) for one in ("es", "pt", "es")))
    assert [one.language for one in found] == ["es", "pt", "es"]


def test_every_fault_says_what_to_do() -> None:
    texts = {fault: advice(fault, "7") for fault in Fault}
    assert len(set(texts.values())) == len(Fault)
    for fault, text in texts.items():
        assert text.endswith("."), fault
        named = {name for _, name, _, _ in Formatter().parse(text.template) if name}
        assert ("7" in text) == bool(named), fault
    assert (LIMITS.memory, LIMITS.seconds, LIMITS.pages) == (600 << 20, 60, 2000)
