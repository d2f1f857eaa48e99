"""The link check against a real HTTP server: what each answer comes to, and that no private network is asked."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from atalaya_platform.clock import ManualClock
from atalaya_strategies.catalogue.jobs import check_link, check_links
from atalaya_strategies.catalogue.looking import look
from atalaya_strategies.catalogue.vocabulary import LinkOutcome as Outcome
from atalaya_strategies.web import Web, is_public
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import world
from tests.strategies.factories import EDITIONS, act, published

NAMES = {"gov.example": ["127.0.0.1"], "inside.example": ["10.0.0.7"], "mixed.example": ["127.0.0.1", "10.0.0.7"]}
STATUSES = {"/missing": 404, "/gone": 410, "/refused": 403, "/failing": 500, "/empty": 416}
HOPS = {
    "/moved": (301, "/document"),
    "/moved/far": (308, "http://gov.example:{port}/moved"),
    "/elsewhere": (302, "/document"),
    "/half": (301, "/elsewhere"),
    "/loop": (301, "/loop"),
    "/trap": (302, "http://inside.example:{port}/document"),
    "/literal": (302, "http://127.0.0.2:{port}/document"),
    "/scheme": (302, "file:///etc/passwd"),
}


class Site(ThreadingHTTPServer):
    """A government's web site; it keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.leave = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Page(BaseHTTPRequestHandler):
    server: Site

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        if self.path == "/slow":
            self.server.leave.wait(5)
            return
        hop = HOPS.get(self.path)
        self.send_response(hop[0] if hop else STATUSES.get(self.path, 200))
        if hop:
            self.send_header("Location", hop[1].format(port=self.server.port))
        self.end_headers()
        if self.path == "/endless":
            while not self.server.leave.is_set():
                try:
                    self.wfile.write(b"x" * 65536)
                except OSError:
                    return


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield made
    made.leave.set()
    made.shutdown()
    made.server_close()


async def known(host: str, port: int) -> list[str]:
    if host not in NAMES and not host.replace(".", "").isdigit():
        raise OSError("no such name")
    return NAMES.get(host, [host])


def web(**options: Any) -> Web:
    """The web as seen from a machine on which only this site is public."""
    return Web(
        "Atalaya/1 (test)", resolve=known, **{"permitted": lambda ip: ip == "127.0.0.1", "seconds": 5, **options}
    )


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/document", Outcome.FOUND, 200),
        ("/empty", Outcome.FOUND, 416),
        ("/endless", Outcome.FOUND, 200),
        ("/elsewhere", Outcome.FOUND, 200),
        ("/half", Outcome.FOUND, 200),
        ("/moved", Outcome.MOVED, 200),
        ("/moved/far", Outcome.MOVED, 200),
        ("/missing", Outcome.MISSING, 404),
        ("/gone", Outcome.MISSING, 410),
        ("/refused", Outcome.REFUSED, 403),
        ("/failing", Outcome.FAILING, 500),
        ("/loop", Outcome.FAILING, None),
        ("/trap", Outcome.FORBIDDEN, None),
        ("/literal", Outcome.FORBIDDEN, None),
        ("/scheme", Outcome.FORBIDDEN, None),
    ],
)
async def test_what_an_answer_comes_to(path: str, outcome: Outcome, status: int | None, site: Site) -> None:
    seen = await look(web(), f"http://gov.example:{site.port}{path}")
    assert (seen.outcome, seen.status_code) == (outcome, status)
    assert seen.moved_to == (f"http://gov.example:{site.port}/document" if outcome is Outcome.MOVED else "")


async def test_it_says_who_asks_and_asks_for_little(site: Site) -> None:
    await look(web(), f"http://gov.example:{site.port}/document")
    ((path, headers),) = site.asked
    assert path == "/document"
    assert headers["host"] == f"gov.example:{site.port}"
    assert headers["user-agent"] == "Atalaya/1 (test)"
    assert headers["range"] == "bytes=0-1023"
    assert not {"cookie", "authorization", "referer"} & headers.keys()


async def test_what_is_not_public_is_never_asked(site: Site) -> None:
    for host in ("gov.example", "127.0.0.1", "inside.example"):
        seen = await look(web(permitted=is_public), f"http://{host}:{site.port}/document")
        assert seen.outcome is Outcome.FORBIDDEN, host
    assert (await look(web(), f"http://mixed.example:{site.port}/document")).outcome is Outcome.FORBIDDEN
    assert site.asked == []


async def test_what_does_not_answer_is_unreachable(site: Site) -> None:
    assert (await look(web(), f"http://nowhere.example:{site.port}/")).outcome is Outcome.UNREACHABLE
    assert (await look(web(), f"https://gov.example:{site.port}/")).outcome is Outcome.UNREACHABLE
    assert (await look(web(seconds=0.3), f"http://gov.example:{site.port}/slow")).outcome is Outcome.UNREACHABLE
    site.server_close()
    assert (await look(web(), f"http://gov.example:{site.port}/")).outcome is Outcome.UNREACHABLE


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("1.1.1.1", True), ("2606:4700::1111", True), ("64:ff9b::101:101", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
        ("255.255.255.255", False), ("::1", False), ("::", False), ("fe80::1%eth0", False), ("fd00::1", False),
        ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("ff02::1", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


async def edition_at(harness: Harness, client_for: ClientFor, site: Site, **paths: str) -> tuple[Any, Any, str]:
    """A published edition with addresses on the site; clients of its curator and of nobody; its id."""
    cast = await world(harness)
    bruno, secretary = await client_for(cast.bruno), await client_for(cast.secretary)
    urls = {field: f"http://gov.example:{site.port}{path}" if path else "" for field, path in paths.items()}
    made = await published(bruno, secretary, **urls)
    return secretary, await client_for(), made["id"]


async def test_the_check_keeps_what_it_saw(
    harness: Harness, client_for: ClientFor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(harness.runtime.adapters, "strategies_web", web())
    clock = ManualClock(harness.runtime.clock.now())
    _, visitor, edition = await edition_at(harness, client_for, site, document_url="/missing", source_url="/moved")
    monkeypatch.setattr(harness.runtime.database, "clock", clock)

    async def night() -> int:
        async with harness.runtime.database.system() as session:
            await check_links(session, harness.runtime)
        await harness.all("UPDATE procrastinate_jobs SET scheduled_at = NULL RETURNING 1")
        return await harness.run_jobs()

    async def links() -> dict[str, dict[str, Any]]:
        found = (await visitor.get(f"{EDITIONS}/{edition}")).json()["links"]
        return {one["field"]: one for one in found}

    await harness.run_jobs()
    assert await night() == 2
    first = await links()
    assert (first["document_url"]["outcome"], first["document_url"]["status_code"]) == ("missing", 404)
    assert first["source_url"]["moved_to"].endswith("/document")
    assert (await visitor.get(EDITIONS, params={"broken": True})).json()["total"] == 1
    assert await night() == 0
    clock.advance(timedelta(days=4))
    assert await night() == 1
    rows = await harness.all("SELECT failures, failing_since FROM strategy_link WHERE field = 'document_url'")
    assert (rows[0].failures, rows[0].failing_since) == (2, clock.now() - timedelta(days=4))
    await harness.all(
        "UPDATE strategy_edition SET document_url = replace(document_url, 'missing', 'document') RETURNING 1"
    )
    assert set(await links()) == {"source_url"}
    assert await night() == 1
    assert (await links())["document_url"]["outcome"] == "found"
    rows = await harness.all("SELECT failures, failing_since FROM strategy_link WHERE field = 'document_url'")
    assert (rows[0].failures, rows[0].failing_since) == (0, None)
    clock.advance(timedelta(days=31))
    assert await night() == 2


async def test_a_job_that_runs_again_asks_once_and_only_for_what_is_published(
    harness: Harness, client_for: ClientFor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(harness.runtime.adapters, "strategies_web", web())
    curator, _, edition = await edition_at(harness, client_for, site, document_url="/document", source_url="/source")
    for _ in range(2):
        async with harness.runtime.database.system() as session:
            await check_link(session, harness.runtime, edition_id=edition, field="document_url")
    assert [path for path, _ in site.asked] == ["/document"]
    await act(curator, edition, "decline", reason="Withdrawn.")
    async with harness.runtime.database.system() as session:
        await check_link(session, harness.runtime, edition_id=edition, field="source_url")
        await check_links(session, harness.runtime)
    assert len(site.asked) == 1
    assert await harness.one("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'strategies.check_link'") == 0


async def test_addresses_of_one_host_wait_for_each_other(harness: Harness, client_for: ClientFor, site: Site) -> None:
    await edition_at(harness, client_for, site, document_url="/document", source_url="/source")
    async with harness.runtime.database.system() as session:
        await check_links(session, harness.runtime)
    jobs = await harness.all(
        "SELECT lock, scheduled_at FROM procrastinate_jobs WHERE task_name = 'strategies.check_link' ORDER BY 2"
    )
    assert {job.lock for job in jobs} == {"strategies.host:gov.example"}
    assert jobs[1].scheduled_at - jobs[0].scheduled_at == timedelta(seconds=20)
