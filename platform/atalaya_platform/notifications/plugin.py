"""The declaration of notifications."""

from atalaya_platform.notifications.adapter import lifespan
from atalaya_platform.notifications.jobs import JOBS
from atalaya_platform.notifications.permissions import GRANTS, NotificationPermission
from atalaya_platform.notifications.routes import router
from atalaya_platform.plugin import Plugin

plugin = Plugin(
    name="notifications",
    router=router,
    permissions=NotificationPermission,
    grants=GRANTS,
    jobs=JOBS,
    lifespan=lifespan,
    before=10,
)
