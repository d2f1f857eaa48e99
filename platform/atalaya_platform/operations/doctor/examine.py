"""The whole examination, in the order in which to mend."""

from pydantic import ValidationError
from pydantic_settings import SettingsError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from atalaya_platform.assembly import DATABASE
from atalaya_platform.database import embedded
from atalaya_platform.database.engine import create_engine
from atalaya_platform.database.session import Database
from atalaya_platform.operations.doctor import database as db
from atalaya_platform.operations.doctor import place, services
from atalaya_platform.operations.doctor.line import Line, State, fault, looked_at
from atalaya_platform.settings import Settings, wrong_settings


def settings_or_lines() -> Settings | list[Line]:
    """The settings, or a fault for each that is wrong."""
    try:
        return Settings()
    except (ValidationError, SettingsError) as error:
        return [
            fault("settings", f"{name}: {said}", f"Correct {name} in the environment or in .env.")
            for name, said in wrong_settings(error).items()
        ]


async def _address(settings: Settings) -> tuple[str, embedded.EmbeddedDatabase | None]:
    """The application's address of the database. Unlike starting the server, this creates and migrates nothing."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value(), None
    if not embedded.installed(settings.data):
        raise embedded.EmbeddedDatabaseError(f"nothing is installed in {settings.data} yet")
    server = await embedded.start_async(settings.data)
    return server.url("atalaya_app", DATABASE), server


async def _database_lines(settings: Settings, url: str, engine: AsyncEngine) -> list[Line]:
    database = Database(engine)
    lines = await looked_at("database", lambda: db.server_lines(database))
    if any(line.part == "database" and line.state is State.FAULT for line in lines):
        return lines
    lines += await looked_at("access rule", lambda: db.safety_lines(engine))
    schema = await looked_at("schema", lambda: db.schema_lines(url))
    if any(line.state is State.FAULT for line in schema):
        return [*lines, *schema]
    lines += schema
    lines += await looked_at("worker", lambda: db.job_lines(database))
    lines += await looked_at("audit log", lambda: db.audit_lines(database, settings.data))
    return lines + await looked_at("search", lambda: services.search_lines(settings, database))


async def examine(settings: Settings) -> list[Line]:
    """Look at everything; what depends on a broken part is left out."""
    lines = await looked_at("settings", lambda: place.settings_lines(settings))
    lines += await looked_at("data folder", lambda: place.folder_lines(settings))
    lines += await looked_at("disk", lambda: place.disk_lines(settings))
    lines += await looked_at("certificate", lambda: place.certificate_lines(settings))
    engine = None
    try:
        url, _server = await _address(settings)
        engine = create_engine(url, 2)
        lines += await _database_lines(settings, url, engine)
    except (embedded.EmbeddedDatabaseError, DBAPIError) as error:
        mend = "Start the server once (`atalaya serve`), or check ATALAYA_DATA and ATALAYA_DATABASE_URL."
        lines.append(fault("database", str(error).splitlines()[0], mend))
    finally:
        if engine is not None:
            await engine.dispose()
    if not any(line.part == "data folder" and line.state is State.FAULT for line in lines):
        lines += await looked_at("files", lambda: services.store_lines(settings))
    lines += await looked_at("antivirus", lambda: services.antivirus_lines(settings))
    return lines + await looked_at("mail", lambda: services.mail_lines(settings))
