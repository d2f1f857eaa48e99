"""`ETag` and `If-Match`: nobody overwrites what somebody else has just changed."""

from typing import Annotated

from fastapi import Header, Response

from atalaya_platform.http.problems import PreconditionFailed, PreconditionRequired

IfMatch = Annotated[str | None, Header(description='The `ETag` of the version that you edit, e.g. "3".')]


def tag(version: int) -> str:
    return f'"{version}"'


def set_etag(response: Response, version: int) -> None:
    response.headers["ETag"] = tag(version)


def require_match(if_match: str | None, version: int) -> None:
    """Refuse an edit of another version than the current one. Raises PreconditionRequired or PreconditionFailed."""
    if if_match is None:
        raise PreconditionRequired("Send the ETag that you got with this object as If-Match, so that no edit is lost.")
    if tag(version) not in [part.strip().removeprefix("W/") for part in if_match.split(",")] and if_match != "*":
        raise PreconditionFailed(
            "It was changed while you were editing. Your text is kept: look at the new version, then save again.",
            version=version,
        )
