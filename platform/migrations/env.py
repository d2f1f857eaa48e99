"""Alembic's environment: the connection is handed over by `atalaya_platform.database.migrate`."""

from alembic import context

from atalaya_platform.database.base import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=metadata, transaction_per_migration=False, compare_server_default=False
)
with context.begin_transaction():
    context.run_migrations()
