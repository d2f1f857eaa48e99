"""What chat declares; the forum's plugin takes it in."""

from atalaya_forum.chat.routes import router
from atalaya_forum.part import Part

CHAT = Part(router=router)
