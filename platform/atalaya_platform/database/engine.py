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
    " OR EXISTS (SELECT 1 FROM pg_roles r WHERE (r.rolsuper OR r.rolbypassrls)"
    "   AND pg_has_role(current_user, r.oid, 'MEMBER'))"
    "  FROM pg_roles WHERE rolname = current_user"
)
_UNFORCED = text(
    "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = 'public' AND c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
    " AND (EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid) OR EXISTS ("
    "   SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'audience' AND NOT a.attisdropped))"
    " ORDER BY c.relname"
)


async def assert_safe(engine: AsyncEngine) -> None:
    """Refuse to serve with a role that is, or may become, a superuser, one that bypasses, or the tables' owner.

    And with a labelled table, or any other with a policy, on which row-level security is not forced.

    Raises UnsafeRole, which says how to mend it.
    """
    async with engine.connect() as connection:
        name, unsafe = (await connection.execute(_ROLE)).one()
        if unsafe:
            raise UnsafeRole(
                f"The database role {name!r} could read past the access rule (superuser, BYPASSRLS or table owner, or "
                "a member of one). Let ATALAYA_DATABASE_URL sign in as the role atalaya_app, and keep the owner for "
                "ATALAYA_DATABASE_OWNER_URL."
            )
        unforced = [row[0] for row in await connection.execute(_UNFORCED)]
        if unforced:
            raise UnsafeRole(
                f"Row-level security is not forced on: {', '.join(unforced)}. Let the owner "
                "run ALTER TABLE … ENABLE ROW LEVEL SECURITY, and … FORCE ROW LEVEL SECURITY, on each."
            )
