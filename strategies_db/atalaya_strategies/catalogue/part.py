"""The declaration of the catalogue."""

from atalaya_platform.http.routing import Router
from atalaya_strategies.catalogue.jobs import JOBS
from atalaya_strategies.catalogue.routes import curation, editions, export, feeds, places

router = Router()
for module in (editions, curation, places, export, feeds):
    router.include_router(module.router)

root_router = feeds.root_router

__all__ = ["JOBS", "root_router", "router"]
