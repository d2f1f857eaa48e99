"""Row-level security for a table, as DDL: every policy is a thin call of the one rule in the database."""

APP = "atalaya_app"
OWNER = "atalaya_owner"


def secured(
    table: str, using: str, *, check: str | None = None, writes: str = "SELECT, INSERT, UPDATE, DELETE"
) -> list[str]:
    """Statements that force row-level security on a table with one policy for the application role."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY owner_all ON {table} TO {OWNER} USING (true) WITH CHECK (true)",
        f"CREATE POLICY app_rule ON {table} TO {APP} USING ({using}) WITH CHECK ({check or using})",
        f"REVOKE ALL ON {table} FROM {APP}",
        f"GRANT {writes} ON {table} TO {APP}",
    ]


def open_to_app(table: str, writes: str = "SELECT, INSERT, UPDATE, DELETE") -> list[str]:
    """Grants for a table without labelled or personal content."""
    return [f"REVOKE ALL ON {table} FROM {APP}", f"GRANT {writes} ON {table} TO {APP}"]


LABELLED = (
    "audience = ANY ((SELECT actor_tokens())::text[])"
    " OR (audience NOT LIKE 'named:%' AND (SELECT actor_system()))"
    " OR (audience LIKE 'named:%' AND actor_named(id, label))"
)


def labelled(table: str, **options: str) -> list[str]:
    """For a table with the `Labelled` columns: the access rule itself."""
    return secured(table, LABELLED, **options)


def child_of(table: str, parent: str, column: str, **options: str) -> list[str]:
    """For a table whose rows are readable exactly when their parent is.

    The parent is looked up by its key for each row. As an `EXISTS` the planner would at times rather hash every
    readable parent first, which costs more the more there are, whatever page is asked for.
    """
    rule = f"(SELECT true FROM {parent} parent_row WHERE parent_row.id = {table}.{column})"
    return secured(table, rule, **options)


def personal(table: str, column: str = "person_id", **options: str) -> list[str]:
    """For rows that belong to one person; system jobs may write them."""
    rule = f"{column} = (SELECT actor_person()) OR (SELECT actor_system())"
    return secured(table, rule, **options)
