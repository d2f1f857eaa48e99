"""The declaration of identity."""

from atalaya_platform.identity.permissions import GRANTS, IdentityPermission
from atalaya_platform.identity.sign_in.greeting import greeting
from atalaya_platform.identity.sign_in.jobs import JOBS
from atalaya_platform.identity.sign_in.keys import lifespan
from atalaya_platform.identity.sign_in.routes import root_router, router
from atalaya_platform.plugin import Plugin

plugin = Plugin(
    name="identity",
    router=router,
    root_router=root_router,
    permissions=IdentityPermission,
    grants=GRANTS,
    jobs=JOBS,
    greeting=greeting,
    lifespan=lifespan,
    before=0,
)
