"""The declaration of the catalogue."""

from atalaya_platform.http.routing import Router
from atalaya_strategies.catalogue.demonstration import remove
from atalaya_strategies.catalogue.handlers import HANDLERS, NOTICES
from atalaya_strategies.catalogue.jobs import JOBS
from atalaya_strategies.catalogue.routes import curation, editions, export, feeds, places
from atalaya_strategies.catalogue.search import SOURCES

router = Router()
for module in (editions, curation, places, export, feeds):
    router.include_router(module.router)

root_router = feeds.root_router

__all__ = ["HANDLERS", "JOBS", "NOTICES", "SOURCES", "remove", "root_router", "router"]
