"""Tesseract, the program that recognises text in pictures, where it is installed."""

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE
from typing import Final

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


async def text_in(picture: bytes, language: str) -> str | None:
    """What it reads, by the language's model or by all that there are; None where it is not there or breaks off."""
    known = await models()
    wanted = [MODELS[language]] if MODELS.get(language) in known else sorted(known)
    said = await _ran("stdin", "stdout", "-l", "+".join(wanted), given=picture) if wanted else None
    return None if said is None else said.decode("utf-8", "replace")
