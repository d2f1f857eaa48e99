"""Recognising pages that are pictures, with the real Tesseract where it is installed."""

import shutil
from pathlib import Path

import pytest

from atalaya_strategies.documents.adapter import ADAPTER
from atalaya_strategies.documents.found import Found
from atalaya_strategies.documents.importing import import_files
from atalaya_strategies.documents.reading.process import Reader
from tests.harness import Harness
from tests.strategies.documents.made import scanned

TEXT = "POLITICA NACIONAL\n\nEl equipo nacional responde a los incidentes de dia y de noche.\nAvisa a todos."


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
async def test_a_scanned_page_is_recognised_and_gets_passages(
    harness: Harness, reader: Reader, lent: None, tmp_path: Path
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned(TEXT))
    harness.runtime.adapters[ADAPTER] = reader
    await import_files(harness.runtime, [Found(path, "PAN", "es")])
    assert await harness.one("SELECT unread_pages FROM strategy_document") == 1
    version = await harness.one("SELECT version FROM strategy_document")
    await harness.run_jobs()
    assert await harness.one("SELECT unread_pages FROM strategy_document") == 0
    assert await harness.one("SELECT version FROM strategy_document") == version + 1
    page = (await harness.all("SELECT * FROM strategy_page"))[0]
    assert (page.source, page.needs_ocr) == ("ocr", False)
    assert "El equipo nacional responde a los incidentes" in page.text
    passage = (await harness.all("SELECT * FROM strategy_passage"))[0]
    assert (passage.heading, passage.language, passage.start) == ("POLITICA NACIONAL", "es", 0)
