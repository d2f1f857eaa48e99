"""Fetching from official addresses, against a real HTTP server: what is taken, how politely, and what never."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.documents.commanded import fetch_editions
from atalaya_strategies.documents.fetching import Fetcher, NotFetched
from atalaya_strategies.documents.queries.keeping import to_fetch
from atalaya_strategies.web import Web, is_public
from tests.harness import Harness
from tests.strategies.documents.made import invented, pdf
from tests.strategies.factories import catalogue

PDF = pdf(["The national team answers incidents day and night.\nIt warns everybody whom it serves."])
LANDING = b"<html><body><h1>Our strategy</h1><p>The ministry presents the national strategy.</p></body></html>"
ROBOTS = b"User-agent: *\nDisallow: /private/\n"
PAGES: dict[str, tuple[int, str, bytes]] = {
    "/robots.txt": (200, "text/plain", ROBOTS),
    "/strategy.pdf": (200, "application/pdf", PDF),
    "/download": (200, "application/octet-stream", invented("es")),
    "/landing": (200, "text/html; charset=utf-8", LANDING),
    "/private/strategy.pdf": (200, "application/pdf", PDF),
    "/film": (200, "video/mp4", b"film"),
    "/empty": (200, "application/pdf", b""),
    "/gone": (404, "text/html", b"gone"),
}


class Site(ThreadingHTTPServer):
    """A ministry's web site, which keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.asked: list[str] = []

    def address(self, path: str) -> str:
        return f"http://gov.example:{self.server_address[1]}{path}"


class Page(BaseHTTPRequestHandler):
    server: Site

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status, media_type, body = PAGES.get(self.path, (200, "application/pdf", b"x" * 5000))
        self.send_response(302 if self.path == "/trap" else status)
        if self.path == "/trap":
            self.send_header("Location", "http://10.0.0.7/strategy.pdf")
        if self.path == "/download":
            self.send_header("Content-Disposition", 'attachment; filename="../../Estrategia final.txt"')
        self.send_header("Content-Type", media_type)
        if self.path != "/endless":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


async def known(host: str, port: int) -> list[str]:
    return ["127.0.0.1"] if host == "gov.example" else [host]


class Rests:
    """Counts the seconds that were waited, without waiting."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def fetcher(folder: Path, *, rests: Rests | None = None, **options: Any) -> Fetcher:
    web = Web("Atalaya/1 (test)", resolve=known, permitted=options.pop("permitted", lambda ip: ip == "127.0.0.1"))
    return Fetcher(web, folder, sleep=rests or Rests(), **options)


async def test_files_are_taken_with_their_names(site: Site, tmp_path: Path) -> None:
    one = await fetcher(tmp_path).fetch(site.address("/strategy.pdf"))
    assert (one.name, one.path.read_bytes(), one.media_type) == ("strategy.pdf", PDF, "application/pdf")
    other = await fetcher(tmp_path).fetch(site.address("/download"))
    assert (other.name, other.path.parent) == ("Estrategia final.txt", tmp_path)
    assert (await fetcher(tmp_path).fetch(site.address("/landing"))).name == "landing.html"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/private/strategy.pdf", "wants no programs"),
        ("/film", "video/mp4, and no document"),
        ("/empty", "is empty"),
        ("/gone", "answers 404"),
        ("/trap", "private network"),
        ("/large", "larger than"),
        ("/endless", "larger than"),
    ],
)
async def test_what_is_not_taken_is_said(path: str, why: str, site: Site, tmp_path: Path) -> None:
    with pytest.raises(NotFetched, match=why):
        await fetcher(tmp_path, most_bytes=4000 if path in ("/large", "/endless") else 1 << 20).fetch(
            site.address(path)
        )
    if path == "/private/strategy.pdf":
        assert site.asked == ["/robots.txt"]


async def test_private_networks_and_other_schemes_are_never_asked(site: Site, tmp_path: Path) -> None:
    with pytest.raises(NotFetched, match="private network"):
        await fetcher(tmp_path, permitted=is_public).fetch(site.address("/strategy.pdf"))
    with pytest.raises(NotFetched, match="no address of the web"):
        await fetcher(tmp_path).fetch("ftp://gov.example/strategy.pdf")
    assert site.asked == []


async def test_a_host_is_asked_slowly_and_for_its_rules_once(site: Site, tmp_path: Path) -> None:
    rests = Rests()
    one = fetcher(tmp_path, rests=rests)
    for path in ("/strategy.pdf", "/download"):
        await one.fetch(site.address(path))
    assert site.asked == ["/robots.txt", "/strategy.pdf", "/download"]
    assert len(rests.seconds) == 2
    assert all(4 < seconds <= 5 for seconds in rests.seconds)


async def test_editions_without_a_document_get_theirs_and_the_rest_is_said(
    harness: Harness, lent: None, site: Site, tmp_path: Path
) -> None:
    await catalogue(harness)
    await harness.all("UPDATE strategy_edition SET document_url = '' RETURNING 1")
    wanted = {"CHL": "/strategy.pdf", "PAN": "/landing", "URY": "/gone"}
    for place, path in wanted.items():
        await harness.all(
            "UPDATE strategy_edition SET document_url = :u WHERE id = (SELECT id FROM strategy_edition"
            " WHERE place = :p AND state = 'published' ORDER BY id LIMIT 1) RETURNING 1",
            u=site.address(path),
            p=place,
        )

    async def missing(place: str = "") -> list[Edition]:
        async with harness.runtime.database.system() as session:
            return list(await to_fetch(session, place))

    assert [row.place for row in await missing()] == ["CHL", "PAN", "URY"]
    assert [row.place for row in await missing("PAN")] == ["PAN"]
    told: list[str] = []
    done = await fetch_editions(
        harness.runtime, await missing(), fetcher(tmp_path), lambda edition: told.append(edition.place)
    )
    assert told == ["CHL", "PAN", "URY"]
    assert (done.counts["read"], done.counts["failed"]) == (1, 2)
    assert "landing.html: is a web page with little text" in done.said[0]
    assert done.said[1].startswith("URY, ")
    rows = await harness.all(
        "SELECT d.*, e.place AS p FROM strategy_document d JOIN strategy_edition e ON e.id = edition_id"
    )
    assert [(row.p, row.name, row.state) for row in rows] == [("CHL", "strategy.pdf", "read")]
    assert rows[0].address == site.address("/strategy.pdf")
    assert [row.place for row in await missing()] == ["PAN", "URY"]
