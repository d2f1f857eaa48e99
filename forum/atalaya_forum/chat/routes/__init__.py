"""The addresses of chat."""

from fastapi import APIRouter

from atalaya_forum.chat.routes import channels, conversations, messages, pages

router = APIRouter(tags=["chat"])
for part in (channels, conversations, pages, messages):
    router.include_router(part.router)
