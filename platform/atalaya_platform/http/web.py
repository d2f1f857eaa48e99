"""Serving the built web application: hashed files for ever, the page itself never from a cache."""

import mimetypes
import stat
from pathlib import Path

import structlog
from fastapi import FastAPI
from starlette.exceptions import HTTPException as RoutingError
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from atalaya_platform.settings import Settings

log = structlog.get_logger(__name__)


def frontend_folder(settings: Settings) -> Path | None:
    """Where the built application lies: as set, beside the package in a wheel, or in the checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (settings.frontend, package / "web", package.parent.parent / "frontend" / "dist"):
        if folder is not None and (folder / "index.html").is_file():
            return folder
    return None


ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


def encoded(path: Path, accepted: str) -> tuple[Path, dict[str, str]]:
    """The copy of a built file that the client takes, compressed when the build left one, with its headers."""
    headers = {"Vary": "Accept-Encoding"}
    wanted = {part.partition(";")[0].strip() for part in accepted.split(",")}
    for name, suffix in ENCODINGS:
        copy = path.with_name(path.name + suffix)
        if name in wanted and copy.is_file():
            return copy, {**headers, "Content-Encoding": name}
    return path, headers


def built_file(path: Path, request: Request, cache: str) -> Response:
    """A built file as an answer, with the media type of the plain file."""
    copy, headers = encoded(path, request.headers.get("accept-encoding", ""))
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return FileResponse(copy, media_type=kind, headers={**headers, "Cache-Control": cache})


class _HashedFiles(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        full, found = self.lookup_path(path)
        if found is None or not stat.S_ISREG(found.st_mode) or scope["method"] not in ("GET", "HEAD"):
            raise RoutingError(404)
        return built_file(Path(full), Request(scope), "public, max-age=31536000, immutable")


def _warn(settings: Settings) -> None:
    """Say that there is no web application where one was promised, or none at all."""
    if settings.frontend is not None and not (settings.frontend / "index.html").is_file():
        log.warning(
            "ATALAYA_FRONTEND holds no index.html: point it at the folder that `npm run build` wrote, or unset it",
            folder=str(settings.frontend),
        )
    if frontend_folder(settings) is None:
        log.warning("there is no built web application: only the API is served")


def install_web_application(app: FastAPI, settings: Settings) -> None:
    """Serve the web application at every address that is not the API's; without a build, nothing."""
    _warn(settings)
    folder = frontend_folder(settings)
    if folder is None:
        return
    if (folder / "assets").is_dir():
        app.mount("/assets", _HashedFiles(directory=folder / "assets"), name="assets")
    files = {file.name for file in folder.iterdir() if file.is_file() and file.suffix not in (".br", ".gz")}

    async def page(request: Request) -> Response:
        path = request.path_params["path"]
        if path.startswith("api/") or path == "metrics":
            raise RoutingError(404)
        name = path if path in files else "index.html"
        return built_file(folder / name, request, "no-cache")

    app.add_route("/{path:path}", page, methods=["GET", "HEAD"], include_in_schema=False)
