"""The directory's commands: import the data files, load and remove the demonstration."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from atalaya_platform import assembly
from atalaya_platform.assembly import build_runtime, demonstrate, locate_database, running
from atalaya_platform.credentials.secrets import SecretKind, new_secret
from atalaya_platform.database.engine import create_engine
from atalaya_platform.directory.invitations.actions import issue
from atalaya_platform.directory.organisations import importing
from atalaya_platform.directory.organisations.queries import named
from atalaya_platform.events.ledger import audit
from atalaya_platform.identity.vocabulary import PLATFORM_ROLES, Role
from atalaya_platform.mail.addresses import mailbox
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import Settings

console = Console(stderr=True)
directory = typer.Typer(no_args_is_help=True, help="Organisations of the directory.")
user = typer.Typer(no_args_is_help=True, help="People.")
demo = typer.Typer(no_args_is_help=True, help="Demonstration data.")


@asynccontextmanager
async def opened() -> AsyncIterator[Runtime]:
    """A runtime on the installation's database, without a worker: what is queued runs in the server."""
    settings = Settings()
    settings.worker = False
    addresses = locate_database(settings)
    engine = create_engine(addresses.app, 3)
    runtime = build_runtime(settings, engine, addresses.conninfo)
    try:
        async with running(runtime, engine, addresses.conninfo):
            yield runtime
    finally:
        await engine.dispose()


@directory.command("import")
def import_directory(
    csirts: Annotated[Path | None, typer.Option(help="A table of CSIRTs instead of the shipped one.")] = None,
    partners: Annotated[Path | None, typer.Option(help="A table of partners instead of the shipped one.")] = None,
) -> None:
    """Import organisations; what is there already, and what people edited, stays. A bad table is refused whole."""
    try:
        if csirts is None and partners is None:
            entries = importing.shipped()
        else:
            entries = importing.teams(_lines(csirts), str(csirts)) if csirts else []
            entries += importing.partners(_lines(partners), str(partners)) if partners else []
    except (importing.BadTable, OSError, UnicodeDecodeError) as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None

    async def run() -> importing.Imported:
        async with opened() as runtime, runtime.database.system() as session:
            return await importing.import_organisations(session, entries)

    done = asyncio.run(run())
    console.print(f"{done.added} added, {done.updated} updated, {done.unchanged} unchanged.")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines()


@user.command("invite")
def invite_user(
    email: Annotated[str, typer.Argument(help="The mailbox of the new person.")],
    organisation: Annotated[str, typer.Option(help="Id, acronym or name of the organisation.")],
    role: Annotated[Role, typer.Option(help="Role there; secretariat, moderator or administrator on the platform.")],
    locale: Annotated[str, typer.Option(help="Language of the letter: en, es, pt or fr.")] = "en",
) -> None:
    """Invite a person by mail and print the link, so that the first people of an installation come in."""
    secret = new_secret(SecretKind.INVITATION)
    platform_role = role if role in PLATFORM_ROLES else None
    own = role if platform_role is None else Role.VIEWER if role == Role.ADMINISTRATOR else Role.MEMBER

    async def run() -> str:
        async with opened() as runtime, runtime.database.system() as session:
            places = await named(session, organisation)
            if len(places) != 1:
                said = "\n".join(f"  {one.id}  {one.acronym}  {one.name}" for one in places) or "  none"
                console.print(f"Name one organisation. These match {organisation!r}:\n{said}", markup=False)
                raise typer.Exit(1)
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
            return f"{runtime.settings.address}/invitation#{secret}"

    try:
        link = asyncio.run(run())
    except ValueError as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None
    console.print(f"Invited. The link works once, for seven days: {link}", markup=False, soft_wrap=True)


@demo.command("load")
def load_demonstration() -> None:
    """Load every part's demonstration data; doing it again adds nothing twice."""

    async def run() -> None:
        async with opened() as runtime:
            with Progress(console=console) as progress:
                bar = progress.add_task("Demonstration", total=len(runtime.registry.plugins))
                await demonstrate(runtime, lambda name: progress.update(bar, advance=1, description=name))

    asyncio.run(run())
    console.print(
        "The demonstration is loaded. Serve it on this machine only: ATALAYA_DEMONSTRATION=true atalaya serve"
    )


@demo.command("remove")
def remove_demonstration() -> None:
    """Take every part's demonstration data away."""

    async def run() -> None:
        async with opened() as runtime:
            await assembly.remove_demonstration(runtime)

    asyncio.run(run())
    console.print("The demonstration is gone.")
