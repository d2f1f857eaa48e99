"""What the directory's commands do, each without a worker of its own: what is queued runs in the server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from atalaya_platform import assembly
from atalaya_platform.credentials.secrets import SecretKind, new_secret
from atalaya_platform.database.engine import create_engine
from atalaya_platform.directory.invitations.actions import issue
from atalaya_platform.directory.organisations import importing
from atalaya_platform.directory.organisations.queries import named
from atalaya_platform.events.ledger import audit
from atalaya_platform.identity.sign_in.actions import duty
from atalaya_platform.identity.sign_in.queries import account
from atalaya_platform.identity.vocabulary import PLATFORM_ROLES, Role
from atalaya_platform.mail.addresses import mailbox
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import Settings


class NotOneOrganisation(Exception):
    """The name given stands for none or for several; the text lists them."""


@asynccontextmanager
async def opened(settings: Settings, *, installed: bool = False) -> AsyncIterator[Runtime]:
    """A runtime on the installation's database; with `installed` only where there is one already."""
    settings.worker = False
    addresses = assembly.locate_database(settings, installed=installed)
    engine = create_engine(addresses.app, 3)
    runtime = assembly.build_runtime(settings, engine, addresses.conninfo)
    try:
        async with assembly.running(runtime, engine, addresses.conninfo):
            yield runtime
    finally:
        await engine.dispose()


def read_tables(csirts: Path | None, partners: Path | None) -> list[importing.Entry]:
    """The entries of these tables, or of the shipped ones. Raises BadTable, OSError or UnicodeDecodeError."""
    if csirts is None and partners is None:
        return importing.shipped()
    entries = importing.teams(_lines(csirts), str(csirts)) if csirts else []
    return [*entries, *(importing.partners(_lines(partners), str(partners)) if partners else [])]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines()


async def import_entries(settings: Settings, entries: list[importing.Entry]) -> importing.Imported:
    """Import organisations; what is there already, and what people edited, stays."""
    async with opened(settings) as runtime, runtime.database.system() as session:
        return await importing.import_organisations(session, entries)


async def invite(settings: Settings, email: str, organisation: str, role: Role, locale: str) -> str:
    """Invite somebody by mail; the link of the letter. Raises NotOneOrganisation, or ValueError for a bad mailbox."""
    secret = new_secret(SecretKind.INVITATION)
    platform_role = role if role in PLATFORM_ROLES else None
    own = role if platform_role is None else Role.VIEWER if role == Role.ADMINISTRATOR else Role.MEMBER
    async with opened(settings) as runtime, runtime.database.system() as session:
        places = await named(session, organisation)
        if len(places) != 1:
            said = "\n".join(f"  {one.id}  {one.acronym}  {one.name}" for one in places) or "  none"
            raise NotOneOrganisation(f"Name one organisation. These match {organisation!r}:\n{said}")
        row = await issue(
            session,
            places[0],
            mailbox(email),
            own,
            locale=locale,
            inviter="",
            invited_by=None,
            platform_role=platform_role,
            secret=secret,
        )
        audit(session, None, "directory.invitation.create", "invitation", row.id, role=role, by="command line")
        return f"{settings.address}/invitation#{secret}"


async def forget_factors(settings: Settings, email: str) -> str:
    """Take away somebody's second factors; the name. Raises ValueError when nobody has that mailbox."""
    async with opened(settings, installed=True) as runtime, runtime.database.system() as session:
        found = await account(session, email)
        if found is None:
            raise ValueError(f"Nobody here has the mailbox {email}. Check how it is spelled in the directory.")
        await duty.forget_factors(session, found[0])
        return found[0].name


async def load_demonstration(settings: Settings, console: Console) -> None:
    """Load every part's demonstration data, with progress."""
    async with opened(settings) as runtime:
        with Progress(console=console) as progress:
            bar = progress.add_task("Demonstration", total=len(runtime.registry.plugins))
            await assembly.demonstrate(runtime, lambda name: progress.update(bar, advance=1, description=name))


async def remove_demonstration(settings: Settings) -> None:
    """Take every part's demonstration data away."""
    async with opened(settings, installed=True) as runtime:
        await assembly.remove_demonstration(runtime)
