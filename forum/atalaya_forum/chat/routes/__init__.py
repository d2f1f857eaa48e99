"""The addresses of chat."""

from atalaya_forum.chat.routes import channels, conversations, messages, pages
from atalaya_platform.http.routing import Router

router = Router(tags=["chat"])
for part in (channels, conversations, pages, messages):
    router.include_router(part.router)
