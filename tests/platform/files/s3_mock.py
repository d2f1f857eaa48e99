"""A MOCK of an S3-compatible server, because none can be installed where tests run.

It answers the operations that the store uses (put, multipart, get with range, head, delete) on a real socket and
keeps objects in memory. It checks that requests are signed, not the signature itself.
"""

import asyncio
import hashlib
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.services.listening import InLoopServer


def _xml(body: str) -> Response:
    return Response(f'<?xml version="1.0" encoding="UTF-8"?>{body}', media_type="application/xml")


@dataclass
class S3Mock:
    """`objects` by path, with the bucket first; `failing` makes every answer a 500."""

    objects: dict[str, bytes] = field(default_factory=dict)
    uploads: dict[str, dict[int, bytes]] = field(default_factory=dict)
    failing: bool = False
    unsigned: int = 0

    async def answer(self, request: Request) -> Response:
        self.unsigned += not request.headers.get("authorization", "").startswith("AWS4-HMAC-SHA256 ")
        if self.failing:
            return Response("<Error><Code>InternalError</Code></Error>", 500)
        key, query = request.path_params["key"], parse_qs(request.url.query, keep_blank_values=True)
        if request.method == "POST":
            return self._post(key, query, await request.body())
        if request.method == "PUT":
            return self._put(key, query, await request.body())
        if request.method == "DELETE":
            self.uploads.pop(query.get("uploadId", [""])[0], None)
            self.objects.pop(key, None) if "uploadId" not in query else None
            return Response(status_code=204)
        if "list-type" in query:
            return self._list(key, query.get("prefix", [""])[0])
        if key not in self.objects:
            return Response("<Error><Code>NoSuchKey</Code></Error>", 404)
        return self._get(request, self.objects[key])

    def _post(self, key: str, query: dict[str, list[str]], body: bytes) -> Response:
        if "delete" in query:
            names = re.findall(r"<Key>([^<]+)</Key>", body.decode())
            for name in names:
                self.objects.pop(f"{key}/{name}", None)
            gone = "".join(f"<Deleted><Key>{name}</Key></Deleted>" for name in names)
            return _xml(f"<DeleteResult>{gone}</DeleteResult>")
        if "uploads" in query:
            name = f"upload-{len(self.uploads)}"
            self.uploads[name] = {}
            return _xml(f"<InitiateMultipartUploadResult><UploadId>{name}</UploadId></InitiateMultipartUploadResult>")
        parts = self.uploads.pop(query["uploadId"][0])
        self.objects[key] = b"".join(parts[number] for number in sorted(parts))
        return _xml('<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>')

    def _put(self, key: str, query: dict[str, list[str]], body: bytes) -> Response:
        if "partNumber" in query:
            self.uploads[query["uploadId"][0]][int(query["partNumber"][0])] = body
        else:
            self.objects[key] = body
        return Response(headers={"ETag": f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'})

    def _list(self, bucket: str, prefix: str) -> Response:
        found = ((name.removeprefix(f"{bucket}/"), content) for name, content in self.objects.items())
        items = "".join(
            f"<Contents><Key>{name}</Key><LastModified>2026-11-23T12:00:00.000Z</LastModified>"
            f'<ETag>"x"</ETag><Size>{len(content)}</Size></Contents>'
            for name, content in found
            if name.startswith(prefix)
        )
        return _xml(f"<ListBucketResult><IsTruncated>false</IsTruncated>{items}</ListBucketResult>")

    def _get(self, request: Request, content: bytes) -> Response:
        headers = {"ETag": '"x"', "Last-Modified": "Mon, 23 Nov 2026 12:00:00 GMT"}
        if "range" not in request.headers or request.method == "HEAD":
            return Response(content, headers=headers)
        first, last = (int(number) for number in request.headers["range"].removeprefix("bytes=").split("-"))
        part = content[first : last + 1]
        headers["Content-Range"] = f"bytes {first}-{first + len(part) - 1}/{len(content)}"
        return Response(part, 206, headers)

    async def start(self) -> tuple[str, InLoopServer, asyncio.Task[None]]:
        """Serve on a free port of this machine; returns the address and what is needed to stop it."""
        app = Starlette(routes=[Route("/{key:path}", self.answer, methods=["GET", "HEAD", "PUT", "POST", "DELETE"])])
        config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off")
        server = InLoopServer(config)
        task = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.wait([task], timeout=0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}", server, task
