"""The declaration of drafting."""

from atalaya_platform.http.routing import Router
from atalaya_strategies.drafting.routes import drafts, sections

router = Router()
for module in (drafts, sections):
    router.include_router(module.router)

__all__ = ["router"]
