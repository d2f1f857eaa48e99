"""HTTP of comparing."""

from atalaya_platform.http.routing import Router
from atalaya_strategies.comparing.routes import comparison, differences, export, profile, region

router = Router()
for module in (comparison, export, differences, profile, region):
    router.include_router(module.router)
