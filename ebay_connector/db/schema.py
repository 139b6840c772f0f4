"""Which tables of a database are ours, and which of ours Alembic compares."""

from typing import Any, Literal

from sqlalchemy import MetaData
from sqlalchemy.schema import SchemaItem

QUEUE_PREFIX = "procrastinate_"

ObjectType = Literal[
    "schema", "table", "column", "index", "unique_constraint", "foreign_key_constraint", "check_constraint"
]


def include_object(
    _item: SchemaItem, name: str | None, kind: ObjectType, _reflected: bool, _compared: SchemaItem | None
) -> bool:
    """Leaves the job queue's tables to the job queue."""
    return not (kind == "table" and name is not None and name.startswith(QUEUE_PREFIX))


PUBLIC_ROLES = "SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') ORDER BY 1"

OPEN_RELATIONS = """
SELECT format('%%I.%%I', n.nspname, c.relname), c.relkind = 'S'
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend d ON c.relkind = 'S' AND d.objid = c.oid AND d.classid = 'pg_class'::regclass
    AND d.refclassid = 'pg_class'::regclass
LEFT JOIN pg_class owner ON owner.oid = d.refobjid
WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
AND NOT starts_with(c.relname, 'pg_')
AND (coalesce(owner.relname, c.relname) = ANY(%(tables)s)
    OR starts_with(coalesce(owner.relname, c.relname), 'procrastinate_'))
AND EXISTS (SELECT FROM aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
    WHERE r.rolname = ANY(%(roles)s))
"""


def close_to_public_roles(connection: Any, metadata: MetaData) -> list[str]:
    """Takes Supabase's web roles their rights on our tables, which its Data API would else show to anybody.

    `connection` is a psycopg connection in a transaction. Returns the tables and sequences it closed.
    """
    roles = [row[0] for row in connection.execute(PUBLIC_ROLES)]
    if not roles:
        return []
    tables = [*metadata.tables, "alembic_version"]
    relations = connection.execute(OPEN_RELATIONS, {"tables": tables, "roles": roles}).fetchall()
    for name, is_sequence in relations:
        kind = "SEQUENCE" if is_sequence else "TABLE"
        connection.execute(f"REVOKE ALL ON {kind} {name} FROM {', '.join(roles)}")
    return [name for name, _ in relations]
