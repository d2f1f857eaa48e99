"""Recognising the text in the picture of a page, with Tesseract where it is installed."""

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path
from typing import Final

from atalaya_strategies.documents.reading.faults import Fault, Unreadable
from atalaya_strategies.documents.reading.formats.pdf import picture_of
from atalaya_strategies.documents.reading.kinds import kind_of
from atalaya_strategies.documents.reading.outcome import Kind, Recognised
from atalaya_strategies.documents.reading.whole import recognised

PROGRAM: Final = "tesseract"
MODELS: Final = {"en": "eng", "es": "spa", "pt": "por", "fr": "fra"}


async def _ran(*arguments: str, given: bytes = b"") -> bytes | None:
    """What Tesseract says; None where it is not there or breaks off. It works on one core."""
    environment = {"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1"}
    try:
        process = await asyncio.create_subprocess_exec(
            PROGRAM, *arguments, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment
        )
        said, _ = await process.communicate(given)
    except OSError:
        return None
    return said if process.returncode == 0 else None


async def models() -> frozenset[str]:
    """Tesseract's models of the four languages that are here; none where it is not installed."""
    said = await _ran("--list-langs") or b""
    return frozenset(said.decode("utf-8", "replace").split()) & frozenset(MODELS.values())


async def _recognised(picture: bytes, language: str) -> bytes | None:
    """By the model of the language, or by all that there are."""
    known = await models()
    wanted = [MODELS[language]] if MODELS.get(language) in known else sorted(known)
    return await _ran("stdin", "stdout", "-l", "+".join(wanted), given=picture) if wanted else None


def recognise(path: Path, number: int, language: str, heading: str) -> Recognised:
    """The text on one page of a PDF. Raises Unreadable where the page cannot be drawn or Tesseract breaks off."""
    content = path.read_bytes()
    if kind_of(content) is not Kind.PDF:
        raise Unreadable(Fault.UNSUPPORTED, PROGRAM)
    said = asyncio.run(_recognised(picture_of(content, number), language))
    if said is None:
        raise Unreadable(Fault.DAMAGED)
    return recognised(said.decode("utf-8", "replace"), number, language, heading)
