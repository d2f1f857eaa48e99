"""`atalaya audit`: proving that the log is whole."""

from typing import Annotated

import typer
from rich.markup import escape

from atalaya_platform.terminal import console, settings_or_exit

commands = typer.Typer(no_args_is_help=True, help="The audit log.")


@commands.callback()
def audit() -> None:
    """The audit log."""


@commands.command()
def verify(as_json: Annotated[bool, typer.Option("--json", help="Say it in JSON, for machines.")] = False) -> None:
    """Compute every hash of the audit log again; name the first entries that were changed, removed or moved.

    Ends with 0 when the log is whole and 1 when it is not.
    """
    settings = settings_or_exit()
    import orjson

    from atalaya_platform.assembly import locate_database
    from atalaya_platform.audit.reporting import report_on

    report = report_on(settings, locate_database(settings, installed=True).app)
    if as_json:
        findings = [
            {"damage": one.damage, "chain": one.chain, "entry": one.seq, "text": one.text} for one in report.findings
        ]
        body = {"sound": report.sound, "entries": report.entries, "anchors": report.anchors, "findings": findings}
        typer.echo(orjson.dumps(body).decode())
    elif report.sound:
        anchored = f", and agree with {report.anchors} anchors" if report.anchors else "; there are no anchors yet"
        console.print(f"[green]Whole.[/] {report.entries} entries verify{anchored}.")
    else:
        console.print(f"[red]Not whole.[/] Of {report.entries} entries:")
        for finding in report.findings:
            console.print(f"  [red]{finding.damage}[/]: {escape(finding.text)}")
        console.print(
            "Keep this installation as it is, copy its data folder and its database, and compare them with the last "
            "backup: what was done after the moment of the first bad entry is not proven."
        )
    if not report.sound:
        raise typer.Exit(1)
