"""The declaration of documents."""

from atalaya_platform.http.routing import Router
from atalaya_strategies.documents.adapter import lifespan
from atalaya_strategies.documents.jobs import JOBS
from atalaya_strategies.documents.routes import changes, documents

router = Router()
for module in (documents, changes):
    router.include_router(module.router)

__all__ = ["JOBS", "lifespan", "router"]
