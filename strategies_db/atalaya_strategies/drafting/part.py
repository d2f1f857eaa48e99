"""The declaration of drafting."""

from atalaya_platform.http.routing import Router
from atalaya_strategies.drafting.routes import beside, drafts, expertise, export, phases, sections, talk

router = Router()
for module in (drafts, sections, phases, talk, beside, expertise, export):
    router.include_router(module.router)

__all__ = ["router"]
