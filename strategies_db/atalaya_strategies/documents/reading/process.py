"""The other end of the reading process: ask it, believe nothing unchecked, and begin another when it is gone."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from pydantic import ValidationError

from atalaya_strategies.documents.reading.asking import Question
from atalaya_strategies.documents.reading.faults import Fault, Unreadable
from atalaya_strategies.documents.reading.limits import LIMITS, Limits
from atalaya_strategies.documents.reading.outcome import Answer, DocumentRead, Recognised

log = structlog.get_logger(__name__)

MODULE = "atalaya_strategies.documents.reading"
GRACE = 10.0
"""Seconds that the process gets beyond a file's own, to start and to send what it read."""


class Reader:
    """One reading process, started when it is first needed. One question at a time."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def read(self, path: Path, language: str = "") -> DocumentRead:
        """Everything about a file. Raises Unreadable."""
        answer = await self._ask(self._question(path, language))
        if answer.read is None:
            raise Unreadable(answer.fault or Fault.DAMAGED, answer.detail)
        return answer.read

    async def recognise(self, path: Path, page: int, language: str, heading: str) -> Recognised:
        """The text in the picture of one page. Raises Unreadable."""
        question = self._question(path, language).model_copy(update={"page": page, "heading": heading})
        answer = await self._ask(question)
        if answer.recognised is None:
            raise Unreadable(answer.fault or Fault.DAMAGED, answer.detail)
        return answer.recognised

    def _question(self, path: Path, language: str) -> Question:
        limits = self._limits
        return Question(
            path=path.absolute(),
            language=language,
            memory=limits.memory,
            seconds=limits.seconds,
            pages=limits.pages,
            answer=limits.answer,
        )

    async def _ask(self, question: Question) -> Answer:
        async with self._turn:
            try:
                async with asyncio.timeout(self._limits.seconds + GRACE):
                    said = await self._answer(question)
                return await asyncio.to_thread(Answer.model_validate_json, said)
            except TimeoutError:
                await self._stop()
                return Answer(fault=Fault.OUT_OF_TIME)
            except (asyncio.IncompleteReadError, ConnectionError, ValidationError) as error:
                log.warning("the reading process gave no answer", reason=type(error).__name__)
                await self._stop()
                return Answer(fault=Fault.DAMAGED)
            except asyncio.CancelledError:
                await self._stop()
                raise

    async def _answer(self, question: Question) -> bytes:
        process = await self._running()
        if process.stdin is None or process.stdout is None:
            raise ConnectionError
        process.stdin.write(question.model_dump_json().encode() + b"\n")
        await process.stdin.drain()
        size = int.from_bytes(await process.stdout.readexactly(8))
        if size > self._limits.answer:
            raise ConnectionError
        return await process.stdout.readexactly(size)

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                MODULE,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
                cwd="/",
                start_new_session=True,
            )
        return self._process

    async def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()

    async def close(self) -> None:
        """End the process, which also ends by itself when nobody asks any more."""
        async with self._turn:
            process, self._process = self._process, None
            if process is not None and process.stdin is not None:
                process.stdin.close()
                await process.wait()


@asynccontextmanager
async def reading(limits: Limits = LIMITS) -> AsyncIterator[Reader]:
    """A reader for as long as the block lasts."""
    reader = Reader(limits)
    try:
        yield reader
    finally:
        await reader.close()
