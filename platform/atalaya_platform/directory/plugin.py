"""The declaration of the directory."""

from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.administration import routes as administration
from atalaya_platform.directory.audience import routes as audience
from atalaya_platform.directory.contact_tests import routes as contact_tests
from atalaya_platform.directory.demonstration import load as demonstration
from atalaya_platform.directory.finding.sources import SOURCES
from atalaya_platform.directory.groups import admission_routes as admissions
from atalaya_platform.directory.groups import routes as groups
from atalaya_platform.directory.invitations import routes as invitations
from atalaya_platform.directory.keys import jobs as key_jobs
from atalaya_platform.directory.keys import routes as keys
from atalaya_platform.directory.letters import JOB as SEND_LETTER
from atalaya_platform.directory.members import routes as members
from atalaya_platform.directory.notices.handlers import HANDLERS, NOTICES
from atalaya_platform.directory.organisations import importing, queries
from atalaya_platform.directory.organisations import jobs as organisation_jobs
from atalaya_platform.directory.organisations import routes as organisations
from atalaya_platform.directory.people import routes as people
from atalaya_platform.directory.permissions import GRANTS, DirectoryPermission
from atalaya_platform.directory.vetting import routes as vetting
from atalaya_platform.http.routing import Router
from atalaya_platform.plugin import Plugin
from atalaya_platform.runtime import Runtime

router = Router()
for part in (
    organisations,
    people,
    groups,
    admissions,
    audience,
    invitations,
    members,
    vetting,
    contact_tests,
    administration,
    keys,
):
    router.include_router(part.router)


async def prepare(session: WriteSession, runtime: Runtime) -> None:
    """Fill an empty directory from the data files; later versions of them are imported by command."""
    if not await queries.known(session):
        await importing.import_organisations(session, importing.shipped())


plugin = Plugin(
    name="directory",
    router=router,
    permissions=DirectoryPermission,
    grants=GRANTS,
    handlers=HANDLERS,
    notices=NOTICES,
    documents=SOURCES,
    jobs=(SEND_LETTER, *organisation_jobs.JOBS, *key_jobs.JOBS),
    demonstration=demonstration.load,
    remove_demonstration=demonstration.remove,
    prepare=prepare,
    before=10,
)
