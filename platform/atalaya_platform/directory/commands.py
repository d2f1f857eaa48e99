"""The directory's commands: import the data files, invite people, load and remove the demonstration."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from atalaya_platform.identity.vocabulary import Role
from atalaya_platform.terminal import console, settings_or_exit

directory = typer.Typer(no_args_is_help=True, help="Organisations of the directory.")
user = typer.Typer(no_args_is_help=True, help="People.")
demo = typer.Typer(no_args_is_help=True, help="Demonstration data.")


@directory.command("import")
def import_directory(
    csirts: Annotated[Path | None, typer.Option(help="A table of CSIRTs instead of the shipped one.")] = None,
    partners: Annotated[Path | None, typer.Option(help="A table of partners instead of the shipped one.")] = None,
) -> None:
    """Import organisations; what is there already, and what people edited, stays. A bad table is refused whole."""
    settings = settings_or_exit()
    from atalaya_platform.directory.commanded import import_entries, read_tables
    from atalaya_platform.directory.organisations.importing import BadTable

    try:
        entries = read_tables(csirts, partners)
    except (BadTable, OSError, UnicodeDecodeError) as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None
    done = asyncio.run(import_entries(settings, entries))
    console.print(f"{done.added} added, {done.updated} updated, {done.unchanged} unchanged.")


@user.command("invite")
def invite_user(
    email: Annotated[str, typer.Argument(help="The mailbox of the new person.")],
    organisation: Annotated[str, typer.Option(help="Id, acronym or name of the organisation.")],
    role: Annotated[Role, typer.Option(help="Role there; secretariat, moderator or administrator on the platform.")],
    locale: Annotated[str, typer.Option(help="Language of the letter: en, es, pt or fr.")] = "en",
) -> None:
    """Invite a person by mail and print the link, so that the first people of an installation come in."""
    settings = settings_or_exit()
    from atalaya_platform.directory.commanded import NotOneOrganisation, invite

    try:
        link = asyncio.run(invite(settings, email, organisation, role, locale))
    except NotOneOrganisation as error:
        console.print(str(error), markup=False)
        raise typer.Exit(1) from None
    except ValueError as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None
    console.print(f"Invited. The link works once, for seven days: {link}", markup=False, soft_wrap=True)


@user.command("enrol")
def enrol_anew(
    email: Annotated[str, typer.Argument(help="The mailbox of the account.")],
) -> None:
    """Let somebody who lost every second factor enrol new ones. Make sure first that it is them who ask.

    Their sessions and tokens end; with the password they enrol new factors at the next sign-in, and are told by mail.
    """
    settings = settings_or_exit()
    from atalaya_platform.directory import commanded

    try:
        name = asyncio.run(commanded.forget_factors(settings, email))
    except ValueError as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None
    console.print(f"{name} signs in with the password and sets up new second factors.", markup=False, soft_wrap=True)


@demo.command("load")
def load() -> None:
    """Load every part's demonstration data; doing it again adds nothing twice."""
    settings = settings_or_exit()
    from atalaya_platform.directory.commanded import load_demonstration

    asyncio.run(load_demonstration(settings, console))
    console.print(
        "The demonstration is loaded. Serve it on this machine only: ATALAYA_DEMONSTRATION=true atalaya serve"
    )


@demo.command("remove")
def remove() -> None:
    """Take every part's demonstration data away."""
    settings = settings_or_exit()
    from atalaya_platform.directory.commanded import remove_demonstration

    asyncio.run(remove_demonstration(settings))
    console.print("The demonstration is gone.")
