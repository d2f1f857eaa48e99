"""Serving the built web application: hashed files for ever, the page itself never from a cache."""

from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException as RoutingError
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from atalaya_platform.settings import Settings


def frontend_folder(settings: Settings) -> Path | None:
    """Where the built application lies: as set, beside the package in a wheel, or in the checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (settings.frontend, package / "web", package.parent.parent / "frontend" / "dist"):
        if folder is not None and (folder / "index.html").is_file():
            return folder
    return None


class _HashedFiles(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def install_web_application(app: FastAPI, settings: Settings) -> None:
    """Serve the web application at every address that is not the API's; without a build, nothing."""
    folder = frontend_folder(settings)
    if folder is None:
        return
    if (folder / "assets").is_dir():
        app.mount("/assets", _HashedFiles(directory=folder / "assets"), name="assets")
    files = {file.name for file in folder.iterdir() if file.is_file()}

    async def page(request: Request) -> Response:
        path = request.path_params["path"]
        if path.startswith("api/") or path == "metrics":
            raise RoutingError(404)
        name = path if path in files else "index.html"
        return FileResponse(folder / name, headers={"Cache-Control": "no-cache"})

    app.add_route("/{path:path}", page, methods=["GET", "HEAD"], include_in_schema=False)
