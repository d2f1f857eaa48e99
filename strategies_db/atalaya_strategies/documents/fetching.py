"""Fetching a document from its official address: politely, bounded, and never from inside a private network."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser

import httpx2

from atalaya_platform.files.names import safe_name
from atalaya_strategies.documents.reading.kinds import EXTENSIONS, MEDIA_TYPES
from atalaya_strategies.web import NotPublic, Web

MOST_BYTES: Final = 64 * 1024 * 1024
SECONDS: Final = 180.0
"""For one file with all its redirects."""
PAUSE: Final = 5.0
"""Seconds between two requests to one host."""
MOST_ROBOTS: Final = 512 * 1024
NOT_A_TYPE: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/force-download"})
"""What servers say of files that they do not know."""
_TYPES: Final = NOT_A_TYPE | frozenset(MEDIA_TYPES.values()) | {"application/xhtml+xml", "application/x-pdf"}
_BY_TYPE: Final = {media_type: f".{kind}" for kind, media_type in MEDIA_TYPES.items()} | {"text/plain": ".txt"}


class NotFetched(Exception):
    """There is no file from this address; the text says why, for the operator."""


@dataclass(frozen=True)
class Fetched:
    """A file that came, with the name that its address or server gives it."""

    path: Path
    name: str
    media_type: str


class Fetcher:
    """Fetches one file after the other; remembers what each host wants of programs, and when it was asked last."""

    def __init__(
        self,
        web: Web,
        folder: Path,
        *,
        pause: float = PAUSE,
        most_bytes: int = MOST_BYTES,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._web = web
        self._folder = folder
        self._pause = pause
        self._most = most_bytes
        self._sleep = sleep
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}

    async def fetch(self, url: str) -> Fetched:
        """The file at an address of the catalogue. Raises NotFetched, whatever happens on the way."""
        try:
            async with asyncio.timeout(SECONDS), self._web.client() as client:
                if not await self._welcome(client, url):
                    raise NotFetched("its site wants no programs there (robots.txt). Fetch it by hand.")
                await self._wait(url)
                async with client.stream("GET", url, headers={"Accept": "*/*"}) as answer:
                    return await self._taken(answer)
        except NotPublic as error:
            raise NotFetched("the address leads into a private network. Correct it in the catalogue.") from error
        except (httpx2.UnsupportedProtocol, httpx2.InvalidURL) as error:
            raise NotFetched("this is no address of the web. Correct it in the catalogue.") from error
        except (httpx2.HTTPError, TimeoutError, OSError) as error:
            raise NotFetched("its site does not answer. Try again another day.") from error

    async def _wait(self, url: str) -> None:
        host = urlsplit(url).netloc
        left = self._asked.get(host, float("-inf")) + self._pause - time.monotonic()
        if left > 0:
            await self._sleep(left)
        self._asked[host] = time.monotonic()

    async def _welcome(self, client: httpx2.AsyncClient, url: str) -> bool:
        """Whether the site lets programs fetch this (RFC 9309); one without such rules does."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            rules = RobotFileParser()
            rules.parse((await self._rules(client, f"{site}/robots.txt")).splitlines())
            self._robots[site] = rules
        return self._robots[site].can_fetch(self._web.agent, url)

    async def _rules(self, client: httpx2.AsyncClient, url: str) -> str:
        """The site's rules: none where there is no such file, and nothing is allowed where it cannot be told."""
        await self._wait(url)
        async with client.stream("GET", url) as answer:
            if answer.status_code >= 500:
                return "User-agent: *\nDisallow: /"
            if not answer.is_success:
                return ""
            said = bytearray()
            async for piece in answer.aiter_bytes():
                said += piece
                if len(said) > MOST_ROBOTS:
                    break
            return said[:MOST_ROBOTS].decode("utf-8", "replace")

    async def _taken(self, answer: httpx2.Response) -> Fetched:
        if not answer.is_success:
            raise NotFetched(f"its site answers {answer.status_code}. Look whether the address still holds.")
        media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type not in _TYPES:
            raise NotFetched(f"what is there is {media_type}, and no document.")
        declared = answer.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > self._most:
            raise NotFetched(f"it is larger than {self._most >> 20} MB. Fetch it by hand.")
        name = _name(answer, media_type)
        path = self._folder / name
        size = 0
        with await asyncio.to_thread(path.open, "wb") as file:
            async for piece in answer.aiter_bytes():
                size += len(piece)
                if size > self._most:
                    raise NotFetched(f"it is larger than {self._most >> 20} MB. Fetch it by hand.")
                await asyncio.to_thread(file.write, piece)
        if not size:
            raise NotFetched("what is there is empty. Look whether the address still holds.")
        return Fetched(path, name, media_type)


def _name(answer: httpx2.Response, media_type: str) -> str:
    """What the server calls the file, else the end of its address; with an extension that says what it is."""
    header = Message()
    header["Content-Disposition"] = answer.headers.get("content-disposition", "")
    given = header.get_filename() or unquote(urlsplit(str(answer.url)).path.rstrip("/").rpartition("/")[2])
    name = safe_name(re.sub(r"\s+", " ", given), fallback="document")
    known = name.rpartition(".")[2].lower() in EXTENSIONS if "." in name else False
    return name if known else safe_name(f"{name}{_BY_TYPE.get(media_type, '')}")
