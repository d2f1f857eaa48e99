"""The declaration of the forum: the sum of its parts, topics and chat."""

from importlib.resources import files

from atalaya_forum.chat.parts import CHAT
from atalaya_forum.part import Part
from atalaya_forum.permissions import GRANTS, ForumPermission
from atalaya_forum.topics.part import TOPICS
from atalaya_forum.topics.queries.posts import withholds_files
from atalaya_platform.database.session import WriteSession
from atalaya_platform.http.routing import Router
from atalaya_platform.plugin import Plugin
from atalaya_platform.runtime import Runtime

PARTS: tuple[Part, ...] = (TOPICS, CHAT)

router = Router()
for part in PARTS:
    router.include_router(part.router)


async def demonstrate(session: WriteSession, runtime: Runtime) -> None:
    """The demonstration data of every part, in order."""
    for part in PARTS:
        if part.demonstration is not None:
            await part.demonstration(session, runtime)


async def remove_demonstration(session: WriteSession, runtime: Runtime) -> None:
    """Take the demonstration data of every part away, in the opposite order."""
    for part in reversed(PARTS):
        if part.remove_demonstration is not None:
            await part.remove_demonstration(session, runtime)


plugin = Plugin(
    name="forum",
    router=router,
    permissions=ForumPermission,
    grants=GRANTS,
    handlers=[handler for part in PARTS for handler in part.handlers],
    jobs=[job for part in PARTS for job in part.jobs],
    withholds=withholds_files,
    documents=[source for part in PARTS for source in part.documents],
    demonstration=demonstrate,
    remove_demonstration=remove_demonstration,
    refusals=files("atalaya_forum") / "refusals",
    notices={kind: mail for part in PARTS for kind, mail in part.notices.items()},
)
