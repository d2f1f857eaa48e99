"""The command line, `atalaya`: serve, work, migrate, and whatever commands the plugins declare."""

import asyncio
import sys
from contextlib import asynccontextmanager
from typing import Any

import orjson
import typer
import uvicorn

from atalaya_platform import logs
from atalaya_platform.app import create_app
from atalaya_platform.assembly import build_runtime, locate_database, running
from atalaya_platform.audit.commands import commands as audit_commands
from atalaya_platform.database import embedded
from atalaya_platform.database import migrate as migrations
from atalaya_platform.database.engine import create_engine
from atalaya_platform.operations.commands import commands as operations_commands
from atalaya_platform.plugin import discover
from atalaya_platform.realtime.wire import StreamProtocol
from atalaya_platform.settings import Settings
from atalaya_platform.terminal import console, settings_or_exit

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Atalaya, the watchtower.")
FRAME_LIMIT = 64 * 1024


@app.command()
def serve() -> None:
    """Serve the web application and the API (settings: ATALAYA_HOST, ATALAYA_PORT, ATALAYA_DATA, …)."""
    settings = settings_or_exit()
    logs.configure(settings)
    try:
        addresses = locate_database(settings)
    except embedded.EmbeddedDatabaseError as error:
        console.print(f"[red]{error}[/]")
        raise typer.Exit(1) from error
    engine = create_engine(addresses.app, settings.database_pool)
    runtime = build_runtime(settings, engine, addresses.conninfo)

    @asynccontextmanager
    async def lifespan(_: Any) -> Any:
        async with running(runtime, engine, addresses.conninfo):
            yield
        await engine.dispose()

    console.print(f"[bold]{settings.name}[/] listens on [link]{settings.address}[/]")
    uvicorn.run(
        create_app(runtime, lifespan=lifespan),
        host=settings.host,
        port=settings.port,
        ws=StreamProtocol,
        ws_max_size=FRAME_LIMIT,
        ws_per_message_deflate=False,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=5,
    )


@app.command()
def worker() -> None:
    """Run background jobs in a process of their own."""
    settings = settings_or_exit()
    logs.configure(settings)
    addresses = locate_database(settings)
    engine = create_engine(addresses.app, settings.database_pool)
    settings.worker = True
    runtime = build_runtime(settings, engine, addresses.conninfo)

    async def run() -> None:
        async with running(runtime, engine, addresses.conninfo):
            console.print("The worker works.")
            await asyncio.Event().wait()

    asyncio.run(run())


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = settings_or_exit()
    addresses = locate_database(settings)
    if addresses.owner is None:
        console.print("Set ATALAYA_DATABASE_OWNER_URL to the address of the owner role, then run this again.")
        raise typer.Exit(2)
    migrations.migrate(addresses.owner)
    console.print(f"The database is at revision {migrations.current(addresses.owner)}.")


@app.command()
def openapi() -> None:
    """Print the OpenAPI document of the code, for generating clients."""
    settings = Settings(worker=False)
    engine = create_engine("postgresql://nobody@127.0.0.1:1/none")
    runtime = build_runtime(settings, engine, "")
    document = create_app(runtime).openapi()
    sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n")


app.add_typer(audit_commands, name="audit")
app.add_typer(operations_commands)
for _plugin in discover().plugins:
    for _name, _commands in _plugin.commands:
        app.add_typer(_commands, name=_name)


def main() -> None:
    sys.exit(app())
