"""The declaration of files."""

from atalaya_platform.files.adapter import lifespan
from atalaya_platform.files.jobs import JOBS
from atalaya_platform.files.permissions import GRANTS, FilePermission
from atalaya_platform.files.routes import router
from atalaya_platform.plugin import Plugin

plugin = Plugin(
    name="files",
    router=router,
    permissions=FilePermission,
    grants=GRANTS,
    jobs=JOBS,
    lifespan=lifespan,
    before=10,
)
