"""The declaration of topics."""

from atalaya_forum.part import Part
from atalaya_forum.topics.demonstration.load import load, remove
from atalaya_forum.topics.handlers import HANDLERS, NOTICES
from atalaya_forum.topics.jobs import JOBS
from atalaya_forum.topics.routes import changes, export, personal, post_changes, posts, topics
from atalaya_forum.topics.search import SOURCES
from atalaya_platform.http.routing import Router

router = Router()
for module in (personal, topics, changes, posts, post_changes, export):
    router.include_router(module.router)

TOPICS = Part(
    router=router,
    handlers=HANDLERS,
    jobs=JOBS,
    documents=SOURCES,
    notices=NOTICES,
    demonstration=load,
    remove_demonstration=remove,
)
