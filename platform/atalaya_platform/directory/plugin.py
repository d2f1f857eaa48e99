"""The declaration of the directory."""

from fastapi import APIRouter

from atalaya_platform.directory.audience import routes as audience
from atalaya_platform.directory.groups import admission_routes as admissions
from atalaya_platform.directory.groups import routes as groups
from atalaya_platform.directory.organisations import routes as organisations
from atalaya_platform.directory.people import routes as people
from atalaya_platform.directory.permissions import GRANTS, DirectoryPermission
from atalaya_platform.plugin import Plugin

router = APIRouter()
for part in (organisations, people, groups, admissions, audience):
    router.include_router(part.router)

plugin = Plugin(
    name="directory",
    router=router,
    permissions=DirectoryPermission,
    grants=GRANTS,
    before=10,
)
