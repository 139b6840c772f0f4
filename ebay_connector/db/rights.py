"""Which rights a role needs on our tables, and what gives it those that it lacks."""

from typing import Any, NamedTuple

from psycopg import AsyncConnection, Connection

LACKING = """
SELECT quote_ident(current_user), quote_ident(n.nspname), quote_ident(c.relname), c.oid = v.oid
FROM pg_class v JOIN pg_class c USING (relnamespace, relowner) JOIN pg_namespace n ON n.oid = relnamespace
WHERE v.oid = to_regclass('alembic_version') AND CASE
    WHEN c.oid = v.oid THEN NOT has_table_privilege(c.oid, 'SELECT')
    WHEN c.relkind = 'S' THEN NOT has_sequence_privilege(c.oid, 'USAGE')
    WHEN c.relkind IN ('r', 'p') THEN NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
        AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
    ELSE false END
AND NOT EXISTS (SELECT FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i'))
ORDER BY c.oid <> v.oid, c.relname LIMIT 1
"""
"""Ours is what the owner of `alembic_version` has beside it, without extensions; identity columns need no right."""
FOREIGN = """
SELECT quote_ident(current_user), quote_ident(pg_get_userbyid(relowner))
FROM pg_class WHERE oid = to_regclass('alembic_version') AND NOT pg_has_role(relowner, 'USAGE')
"""
NO_SCHEMA = "SELECT quote_ident(current_user) WHERE current_schema() IS NULL"


class Lack(NamedTuple):
    """`blind`: not even the revision can be read."""

    sentence: str
    blind: bool


async def lacking_right(connection: AsyncConnection[Any], where: str) -> Lack | None:
    """The first right that the role lacks for its work, with the GRANT; `where` is the database's place."""
    if found := await (await connection.execute(NO_SCHEMA)).fetchone():
        grant = f"GRANT USAGE ON SCHEMA public TO {found[0]}"
        return Lack(
            f"The user {found[0]} may use no schema of the database at {where}. {_owner_grants(grant)}", blind=True
        )
    found = await (await connection.execute(LACKING)).fetchone()
    if found is None:
        return None
    user, schema, name, blind = found
    grant = (
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {user}; "
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {user}"
    )
    return Lack(
        f"The user {user} may not read and write {name} in the database at {where}. {_owner_grants(grant)}", blind
    )


def foreign_owner(connection: Connection[Any], setting: str) -> str | None:
    """Who alone may migrate the tables, when the role may not act as their owner."""
    found = connection.execute(FOREIGN).fetchone()
    if found is None:
        return None
    user, owner = found
    return (
        f"The tables belong to {owner}, which alone may migrate them: name {owner} in {setting}, "
        f"or have an administrator run: GRANT {owner} TO {user}."
    )


def _owner_grants(grant: str) -> str:
    return f"Its owner grants what is needed: {grant}."
