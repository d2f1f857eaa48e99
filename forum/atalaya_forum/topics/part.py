"""The declaration of topics."""

from fastapi import APIRouter

from atalaya_forum.part import Part
from atalaya_forum.topics.routes import posts, topics

router = APIRouter()
for module in (topics, posts):
    router.include_router(module.router)

TOPICS = Part(router=router)
