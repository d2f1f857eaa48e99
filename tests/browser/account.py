"""The API as a demonstration account, to set the stage for what a browser then looks at."""

import json
from typing import Any

import httpx2

from atalaya_platform.ids import new_id


class Account:
    """A signed-in client. Every call raises on a refusal, with the server's words."""

    def __init__(self, url: str, name: str) -> None:
        """Signs in at `url` as the account whose full name begins with `name`."""
        self.http = httpx2.Client(
            base_url=f"{url}/api/v1", headers={"Origin": url, "Sec-Fetch-Site": "same-origin"}, timeout=30
        )
        listed = self.get("/sign-in/options")["demonstration"]
        person = next(one for one in listed if one["name"].startswith(name))
        self.name: str = person["name"]
        self.person_id: str = person["person_id"]
        self.post("/sign-in/demonstration", {"person_id": self.person_id})

    def call(self, method: str, path: str, body: object = None, **headers: str) -> httpx2.Response:
        # A lone surrogate or NUL cannot be sent as UTF-8: JSON's own escapes can.
        content = None if body is None else json.dumps(body)
        answer = self.http.request(
            method, path, content=content, headers={"Content-Type": "application/json", **headers}
        )
        if answer.is_error:
            raise AssertionError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer

    def get(self, path: str) -> Any:
        return self.call("GET", path).json()

    def post(self, path: str, body: object) -> Any:
        answer = self.call("POST", path, body)
        return answer.json() if answer.content else None

    def patch(self, path: str, body: object) -> Any:
        return self.call("PATCH", path, body, **{"If-Match": "*"}).json()

    def group(self, name: str) -> dict[str, Any]:
        """A sharing group that the account knows, by name."""
        found: dict[str, Any] = next(one for one in self.get("/groups?limit=100")["items"] if one["name"] == name)
        return found

    def say(self, channel_id: str, text: str) -> str:
        """Write a message in a channel, and give its id."""
        message = str(new_id())
        self.call("PUT", f"/channels/{channel_id}/messages/{message}", {"body": text})
        return message

    @property
    def cookie(self) -> str:
        """The session, for a browser that is to begin signed in."""
        return self.http.cookies["atalaya"]

    def close(self) -> None:
        self.http.close()
