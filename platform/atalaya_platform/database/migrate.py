"""Bringing a database to the newest schema, as its owner.

Alembic is loaded when a database is not at the newest revision: it and all revisions take a tenth of a start.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection

from atalaya_platform.database.engine import driver_url

if TYPE_CHECKING:
    from alembic.config import Config

log = structlog.get_logger(__name__)


class OutdatedSchema(RuntimeError):
    """The database lacks migrations that the code needs; the text says what to do."""


LOCK = 7_241_835
"""The advisory lock under which one process migrates while the others wait."""


def migrations_folder() -> Path:
    """Where the history lies: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


def configuration(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The newest revision of the code, by the names of the files: each begins with its own."""
    names = (path.name.split("_") for path in (migrations_folder() / "versions").glob("*_*_*.py"))
    return max("_".join(parts[:2]) for parts in names)


def heads() -> list[str]:
    """The newest revisions of the code; more than one is a fault."""
    from alembic.script import ScriptDirectory

    return list(ScriptDirectory.from_config(configuration()).get_heads())


def known() -> set[str]:
    """Every revision of the code."""
    from alembic.script import ScriptDirectory

    return {one.revision for one in ScriptDirectory.from_config(configuration()).walk_revisions()}


def current(url: str) -> str | None:
    """The revision that a database is at."""
    engine = create_engine(driver_url(url))
    try:
        with engine.connect() as connection:
            if connection.execute(text("SELECT to_regclass('alembic_version')")).scalar_one() is None:
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    finally:
        engine.dispose()


def require_newest(url: str) -> None:
    """Refuse a database that lacks migrations, and let be one that is ahead: servers are upgraded after the schema.

    Raises OutdatedSchema.
    """
    now, wanted = current(url), newest()
    if now == wanted:
        return
    if now is None or now in known():
        raise OutdatedSchema(
            f"The database is at revision {now or 'none'}, and this version needs {wanted}. Run `atalaya migrate` with "
            "ATALAYA_DATABASE_OWNER_URL set, then start again."
        )


_ROLES = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'atalaya_owner') THEN CREATE ROLE atalaya_owner LOGIN; END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'atalaya_app') THEN CREATE ROLE atalaya_app LOGIN; END IF;
END $$
"""


def create_database(admin_url: str, name: str) -> None:
    """Make the two roles and an empty database owned by the owner role, where they are missing.

    `admin_url` is a superuser's (the embedded server's own); an external PostgreSQL gets these from its operator.
    """
    engine = create_engine(driver_url(admin_url), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(_ROLES))
            exists = connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": name}).first()
            if not exists:
                connection.execute(
                    text(f'CREATE DATABASE "{name}" OWNER atalaya_owner TEMPLATE template0 ENCODING UTF8')
                )
    finally:
        engine.dispose()


def migrate(owner_url: str) -> None:
    """Upgrade to the newest revision. Waits for another process that does the same; each run is one transaction."""
    if current(owner_url) == newest():
        return
    from alembic import command

    engine = create_engine(driver_url(owner_url))
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT set_config('lock_timeout', '30s', true)"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            command.upgrade(configuration(connection), "head")
    finally:
        engine.dispose()
