"""The declaration of drafting."""

from atalaya_platform.http.routing import Router
from atalaya_strategies.drafting.demonstration.load import load, remove
from atalaya_strategies.drafting.handlers import HANDLERS, NOTICES
from atalaya_strategies.drafting.jobs import JOBS
from atalaya_strategies.drafting.routes import archive, beside, drafts, expertise, export, phases, sections, talk
from atalaya_strategies.drafting.search import SOURCES

router = Router()
for module in (drafts, archive, sections, phases, talk, beside, expertise, export):
    router.include_router(module.router)

__all__ = ["HANDLERS", "JOBS", "NOTICES", "SOURCES", "load", "remove", "router"]
