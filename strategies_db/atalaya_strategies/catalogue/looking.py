"""Looking whether an address of the catalogue still answers, and what that comes to."""

import asyncio
from dataclasses import dataclass

import httpx2

from atalaya_strategies.catalogue.vocabulary import LinkOutcome
from atalaya_strategies.web import NotPublic, Web

FIRST_BYTES = {"Range": "bytes=0-1023", "Accept": "*/*"}
PERMANENT = {301, 308}
GONE = {404, 410}
NOT_FOR_PROGRAMS = {401, 403, 405, 406, 429, 451}
NO_SUCH_RANGE = 416
"""Answers to our asking for the first bytes only: the file is there, and empty."""


@dataclass(frozen=True)
class Seen:
    """What an address came to; `moved_to` is where all its redirects say that it is for ever."""

    outcome: LinkOutcome
    status_code: int | None = None
    moved_to: str = ""


async def look(web: Web, url: str) -> Seen:
    """Ask for the first bytes of an address. Whatever happens on the way is an outcome, never an error."""
    try:
        async with (
            asyncio.timeout(web.seconds),
            web.client() as client,
            client.stream("GET", url, headers=FIRST_BYTES) as answer,
        ):
            return _seen(answer, url)
    except (NotPublic, httpx2.UnsupportedProtocol, httpx2.InvalidURL):
        return Seen(LinkOutcome.FORBIDDEN)
    except httpx2.TooManyRedirects:
        return Seen(LinkOutcome.FAILING)
    except (httpx2.HTTPError, TimeoutError, OSError):
        return Seen(LinkOutcome.UNREACHABLE)


def _seen(answer: httpx2.Response, url: str) -> Seen:
    status = answer.status_code
    if status in GONE:
        return Seen(LinkOutcome.MISSING, status)
    if status in NOT_FOR_PROGRAMS:
        return Seen(LinkOutcome.REFUSED, status)
    if not (answer.is_success or status == NO_SUCH_RANGE):
        return Seen(LinkOutcome.FAILING, status)
    arrived = str(answer.url)
    if arrived != url and answer.history and all(hop.status_code in PERMANENT for hop in answer.history):
        return Seen(LinkOutcome.MOVED, status, arrived[:1000])
    return Seen(LinkOutcome.FOUND, status)
