"""Engines: the pool of the application role, and the promise that this role cannot bypass the access rule."""

import orjson
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from atalaya_platform.database.session import dumps


class UnsafeRole(RuntimeError):
    """The application's database role could bypass row-level security."""


def driver_url(url: str) -> URL:
    """The URL with our driver, whatever spelling of PostgreSQL it came with."""
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+psycopg")


def create_engine(url: str, pool: int = 10) -> AsyncEngine:
    """An asynchronous engine; connections are checked before use, so a restarted server is survived."""
    return create_async_engine(
        driver_url(url),
        pool_size=pool,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=False,
        pool_recycle=1800,
        hide_parameters=True,  # errors are logged, and what people wrote is not
        json_serializer=dumps,
        json_deserializer=orjson.loads,
        connect_args={"connect_timeout": 5, "options": "-c lock_timeout=10s -c statement_timeout=60s"},
    )


_ROLE = text(
    "SELECT current_user, rolsuper OR rolbypassrls OR EXISTS ("
    "  SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    "   WHERE n.nspname = 'public' AND c.relkind = 'r' AND pg_has_role(current_user, c.relowner, 'MEMBER'))"
    "  FROM pg_roles WHERE rolname = current_user"
)
_UNFORCED = text(
    "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'audience' AND NOT a.attisdropped"
    " WHERE n.nspname = 'public' AND c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
)


async def assert_safe(engine: AsyncEngine) -> None:
    """Refuse to serve with a role that is a superuser, bypasses or owns tables, or with an unforced labelled table.

    Raises UnsafeRole, which says how to mend it.
    """
    async with engine.connect() as connection:
        name, unsafe = (await connection.execute(_ROLE)).one()
        if unsafe:
            raise UnsafeRole(
                f"The database role {name!r} could read past the access rule (superuser, BYPASSRLS or table owner). "
                "Let ATALAYA_DATABASE_URL sign in as the role atalaya_app, and keep the owner for "
                "ATALAYA_DATABASE_OWNER_URL."
            )
        unforced = [row[0] for row in await connection.execute(_UNFORCED)]
        if unforced:
            raise UnsafeRole(f"Row-level security is not forced on: {', '.join(unforced)}. Run `atalaya migrate`.")
