"""Serving the web application: compressed copies, caches, and no way out of its folder."""

from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from structlog.testing import capture_logs

from atalaya_platform.http import problems
from atalaya_platform.http.web import install_web_application
from atalaya_platform.http.wording import PLATFORM, Wording
from atalaya_platform.settings import Settings


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>page</title>")
    (tmp_path / "assets" / "app-1.js").write_text("plain")
    (tmp_path / "assets" / "app-1.js.br").write_bytes(b"brotli")
    (tmp_path / "secret.txt").write_text("a file of the build")
    (tmp_path.parent / "outside.txt").write_text("outside")
    app = FastAPI(openapi_url=None)
    problems.install(app, Wording([PLATFORM]))
    install_web_application(app, Settings(frontend=tmp_path))
    return app


async def answer(app: FastAPI, path: str, **headers: str) -> httpx2.Response:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1") as client:
        request = client.build_request("GET", path, headers={"Accept-Encoding": "identity", **headers})
        return await client.send(request, stream=True)


async def test_hashed_files_are_compressed_and_kept_for_ever(app: FastAPI) -> None:
    plain = await answer(app, "/assets/app-1.js")
    packed = await answer(app, "/assets/app-1.js", **{"Accept-Encoding": "gzip, br"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "br"
    assert packed.headers["content-type"].startswith("text/javascript")
    assert "immutable" in packed.headers["cache-control"]
    assert packed.headers["vary"] == "Accept-Encoding"


async def test_every_other_address_is_the_page_and_never_cached(app: FastAPI) -> None:
    for path in ("/", "/forum/topics/1", "/sign-in"):
        found = await answer(app, path)
        assert found.status_code == 200
        assert found.headers["cache-control"] == "no-cache"
        assert found.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/assets/none.js", "/assets/..%2f..%2foutside.txt", "/api/v1/none", "/metrics"])
async def test_what_is_not_there_is_a_problem(app: FastAPI, path: str) -> None:
    found = await answer(app, path)
    assert found.status_code == 404
    assert found.headers["content-type"] == "application/problem+json"


async def test_nothing_outside_the_build_is_served(app: FastAPI) -> None:
    for path in ("/..%2foutside.txt", "/%2e%2e/outside.txt"):
        found = await answer(app, path)
        assert (await found.aread()).startswith(b"<!doctype html>")


def test_a_folder_without_the_application_is_said(tmp_path: Path) -> None:
    with capture_logs() as logs:
        install_web_application(FastAPI(), Settings(frontend=tmp_path / "nowhere"))
    assert "ATALAYA_FRONTEND holds no index.html" in logs[0]["event"]
    assert logs[0]["folder"] == str(tmp_path / "nowhere")


def test_a_folder_with_the_application_is_served_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("page")
    with capture_logs() as logs:
        install_web_application(FastAPI(), Settings(frontend=tmp_path))
    assert logs == []
