"""The declaration of the strategies database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from atalaya_platform.database.session import WriteSession
from atalaya_platform.http.routing import Router
from atalaya_platform.plugin import Plugin
from atalaya_platform.runtime import Runtime
from atalaya_strategies import visitors, web
from atalaya_strategies.catalogue import importing
from atalaya_strategies.catalogue import part as catalogue
from atalaya_strategies.catalogue.queries.importing import empty
from atalaya_strategies.comparing import part as comparing
from atalaya_strategies.concepts import routes as thesaurus
from atalaya_strategies.concepts.asking import asking
from atalaya_strategies.documents import part as documents
from atalaya_strategies.drafting import part as drafting
from atalaya_strategies.finding import part as finding
from atalaya_strategies.judging import part as judging
from atalaya_strategies.permissions import GRANTS, StrategiesPermission
from atalaya_strategies.saved import part as saved

router = Router()
for part in (catalogue, documents, finding, saved, judging, comparing, drafting):
    router.include_router(part.router)
router.include_router(thesaurus.router)


async def prepare(session: WriteSession, runtime: Runtime) -> None:
    """Fill an empty catalogue from the data files; later versions of them are imported by command."""
    if await empty(session):
        await importing.import_catalogue(session, importing.shipped())


async def remove_demonstration(session: WriteSession, runtime: Runtime) -> None:
    """Take away the demonstration's drafts, and what its people did to the catalogue."""
    await drafting.remove(session, runtime)
    await catalogue.remove(session, runtime)


@asynccontextmanager
async def lifespan(runtime: Runtime) -> AsyncIterator[None]:
    """What each process has of its own: the count of visitors, the way to the web, a reader of files."""
    async with visitors.lifespan(runtime), web.lifespan(runtime), documents.lifespan(runtime):
        yield


plugin = Plugin(
    name="strategies",
    router=router,
    root_router=catalogue.root_router,
    permissions=StrategiesPermission,
    grants=GRANTS,
    handlers=(*catalogue.HANDLERS, *finding.HANDLERS, *saved.HANDLERS, *drafting.HANDLERS),
    notices={**catalogue.NOTICES, **saved.NOTICES, **drafting.NOTICES},
    documents=(*catalogue.SOURCES, *finding.SOURCES, *drafting.SOURCES),
    jobs=(*catalogue.JOBS, *documents.JOBS, *saved.JOBS, *drafting.JOBS),
    demonstration=drafting.load,
    remove_demonstration=remove_demonstration,
    prepare=prepare,
    warm=asking,
    lifespan=lifespan,
    refusals=files("atalaya_strategies") / "refusals",
)
