"""What chat declares; the forum's plugin takes it in."""

from atalaya_forum.chat.demonstration.load import load, remove
from atalaya_forum.chat.handlers import HANDLERS, NOTICES
from atalaya_forum.chat.routes import router
from atalaya_forum.chat.search import MessageSource
from atalaya_forum.part import Part

CHAT = Part(
    router=router,
    handlers=HANDLERS,
    documents=(MessageSource(),),
    demonstration=load,
    remove_demonstration=remove,
    notices=NOTICES,
)
