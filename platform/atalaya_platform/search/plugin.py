"""The declaration of search."""

from atalaya_platform.plugin import Plugin
from atalaya_platform.search.lifespan import lifespan
from atalaya_platform.search.permissions import GRANTS, SearchPermission
from atalaya_platform.search.routes import router

plugin = Plugin(
    name="search",
    router=router,
    permissions=SearchPermission,
    grants=GRANTS,
    lifespan=lifespan,
    before=10,
)
