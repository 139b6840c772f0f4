"""A table of payloads: its keys, columns and children, and the statements that write and derive them."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache


@dataclass(frozen=True, slots=True)
class Derived:
    """A column and the SQL expression that computes it from `payload` (in children from `element`)."""

    name: str
    expression: str


@dataclass(frozen=True, slots=True)
class ChildTable:
    """Rows made of the array at `array` (an expression on `payload`); their key is the parent's and `keys`."""

    table: str
    array: str
    keys: tuple[str, ...]
    columns: tuple[Derived, ...]


@dataclass(frozen=True, slots=True)
class Todo:
    """What a row that is new or changed gives others to read: their name, and a condition on the row.

    `deep`: it lies in the past, and may wait. `follows`: they are of a stream that follows this one; nothing is put on
    its list before it is opened, by the first run, which lists all that is there.
    """

    stream: str
    when: str = "true"
    deep: bool = False
    follows: bool = False


@dataclass(frozen=True)
class PayloadTable:
    """A table whose rows are payloads of an account. `version` names the column that never goes backwards.

    `merge` is SQL for the payload of a row that is there already (`t.payload`) and comes again (`excluded.payload`);
    with `derive_merged` its columns follow from the merged payload.
    """

    table: str
    keys: tuple[str, ...]
    columns: tuple[Derived, ...]
    children: tuple[ChildTable, ...] = ()
    version: str | None = None
    merge: str = "excluded.payload"
    derive_merged: bool = False

    @cached_property
    def changed_statement(self) -> str:
        """Indexes (from 0) of the given keys whose stored hash differs or which are not stored, and whether they are.

        The LIMIT keeps Postgres from joining whole tables, which it does while it has no statistics of them.
        """
        match = " AND ".join(f"{key} = i.{key}" for key in self.keys)
        return (
            f"SELECT i.n - 1, t.payload_hash IS NOT NULL FROM unnest({self._arrays}, %b::bytea[]) "
            f"WITH ORDINALITY AS i({', '.join(self.keys)}, hash, n) "
            f"LEFT JOIN LATERAL (SELECT payload_hash, gone_at FROM {self.table} "
            f"WHERE account_id = %s AND {match} LIMIT 1) AS t ON true "
            "WHERE t.payload_hash IS DISTINCT FROM i.hash OR t.gone_at IS NOT NULL"
        )

    @cached_property
    def remember_statement(self) -> str:
        """Keeps the hashes of records that came in another form than before, though nothing in them has changed.

        Parameters: an array for each of the keys, hashes, account id.
        """
        match = " AND ".join(f"{key} = i.{key}" for key in self.keys)
        return (
            f"WITH sent AS (SELECT t.place, i.hash FROM unnest({self._arrays}, %b::bytea[]) "
            f"AS i({', '.join(self.keys)}, hash) CROSS JOIN LATERAL (SELECT ctid AS place FROM {self.table} "
            f"WHERE account_id = %s AND {match} LIMIT 1) AS t) "
            f"UPDATE {self.table} SET payload_hash = sent.hash FROM sent "
            f"WHERE ctid = sent.place AND payload_hash <> sent.hash"
        )

    def write_statement(self, todos: tuple[Todo, ...] = (), *, fresh: bool = False) -> str:
        """Parameters: `account` id, `payloads` text[], `hashes` bytea[]. Returns created and updated counts.

        With `fresh` no row may be there yet: a look for each, and half of the planning, are saved.
        """
        return _write_statement(self, todos, fresh)

    @cached_property
    def amend_statement(self) -> str:
        """Puts answers into the payloads of their rows; `{merge}` says how. Returns how many rows changed.

        Parameters: the answers as `text[]`, an array for each of the keys, account id.
        """
        keys = ", ".join(self.keys)
        match = " AND ".join(f"{key} = i.{key}" for key in self.keys)
        same = " AND ".join(f"t.{key} = w.{key}" for key in ("account_id", *self.keys))
        values = self._assignments("w.payload")
        # MATERIALIZED: else Postgres merges anew for each column.
        return (
            f"WITH before AS (SELECT t.*, i.answer::jsonb FROM unnest(%b::text[], {self._arrays}) AS i(answer, {keys}) "
            f"CROSS JOIN LATERAL (SELECT account_id, {keys}, payload FROM {self.table} "
            f"WHERE account_id = %s AND {match} LIMIT 1 FOR UPDATE) AS t), "
            f"merged AS MATERIALIZED (SELECT account_id, {keys}, {{merge}} AS payload FROM before), "
            f"written AS (UPDATE {self.table} t SET payload = w.payload, changed_at = now(), gone_at = NULL, {values} "
            f"FROM merged w WHERE {same} AND (t.payload IS DISTINCT FROM w.payload OR t.gone_at IS NOT NULL) "
            f"RETURNING t.account_id, {', '.join('t.' + key for key in self.keys)}{self._arrays_of('t.payload')}, "
            "false AS created)"
            f"{''.join(', ' + step for step in self._children_steps())} "
            "SELECT count(*) FROM written"
        )

    @property
    def _arrays(self) -> str:
        """Places for an array of each of the keys."""
        return ", ".join(["%b::text[]"] * len(self.keys))

    def _arrays_of(self, payload: str) -> str:
        """What the children are made of: whole payloads would be copied for each of them."""
        return "".join(f", {_on(child.array, payload)} AS array_{n}" for n, child in enumerate(self.children))

    def _assignments(self, payload: str) -> str:
        return ", ".join(f"{column.name} = {_on(column.expression, payload)}" for column in self.columns)

    @cached_property
    def rederive_statement(self) -> str:
        """Computes all columns of the next rows again. Parameters: last account id and key, how many rows."""
        keys = ", ".join(("account_id", *self.keys))
        marks = ", ".join(["%s"] * (1 + len(self.keys)))
        names = ", ".join(column.name for column in self.columns)
        values = ", ".join(_on(column.expression, "t.payload") for column in self.columns)
        same = " AND ".join(f"t.{key} = w.{key}" for key in ("account_id", *self.keys))
        steps = [
            f"WITH written AS (SELECT {keys}{self._arrays_of('payload')}, false AS created FROM {self.table} "
            f"WHERE ({keys}) > ({marks}) ORDER BY {keys} LIMIT %s)",
            f"derived AS (UPDATE {self.table} t SET ({names}) = ROW({values}) FROM written w "
            f"WHERE {same} AND ROW({', '.join('t.' + column.name for column in self.columns)}) "
            f"IS DISTINCT FROM ROW({values}))",
            *self._children_steps(),
        ]
        backwards = ", ".join(f"{key} DESC" for key in ("account_id", *self.keys))
        return ", ".join(steps) + f" SELECT {keys} FROM written ORDER BY {backwards} LIMIT 1"

    @cached_property
    def fingerprint(self) -> str:
        """Changes when, and only when, columns are derived in another way."""
        return hashlib.sha256(repr((self.keys, self.columns, self.children)).encode()).hexdigest()

    def _children_steps(self, *, fresh: bool = False) -> list[str]:
        steps = (self._insert_children,) if fresh else (self._delete_children, self._write_children)
        return [f"{step(number, child)})" for number, child in enumerate(self.children) for step in steps]

    def _delete_children(self, number: int, child: ChildTable) -> str:
        parent = " AND ".join(f"c.{key} = w.{key}" for key in ("account_id", *self.keys))
        columns = {column.name: column.expression for column in child.columns}
        same = " AND ".join(f"({columns[key]}) = c.{key}" for key in child.keys)
        return (
            f"gone_{number} AS (DELETE FROM {child.table} c USING written w "
            f"WHERE NOT w.created AND {parent} AND NOT EXISTS "
            f"(SELECT FROM jsonb_array_elements(w.array_{number}) AS e(element) WHERE {same})"
        )

    def _write_children(self, number: int, child: ChildTable) -> str:
        rest = [column.name for column in child.columns if column.name not in child.keys] + ["position"]
        return (
            f"{self._insert_children(number, child)} "
            f"ON CONFLICT ({', '.join(['account_id', *self.keys, *child.keys])}) DO UPDATE "
            f"SET {', '.join(f'{name} = excluded.{name}' for name in rest)}"
        )

    def _insert_children(self, number: int, child: ChildTable) -> str:
        keys = ("account_id", *self.keys)
        return (
            f"children_{number} AS (INSERT INTO {child.table} "
            f"({', '.join([*keys, *(column.name for column in child.columns), 'position'])}) "
            f"SELECT {', '.join('w.' + key for key in keys)}, {', '.join(c.expression for c in child.columns)}, n "
            f"FROM written w CROSS JOIN jsonb_array_elements(w.array_{number}) WITH ORDINALITY AS e(element, n)"
        )


@lru_cache
def _write_statement(table: PayloadTable, todos: tuple[Todo, ...], fresh: bool) -> str:
    names = [column.name for column in table.columns]
    expressions = [column.expression for column in table.columns]
    keys = ", ".join(f"t.{key}" for key in table.keys)
    flags = "".join(f", ({todo.when}) AS todo_{number}" for number, todo in enumerate(todos))
    steps = [
        "WITH written AS ("
        f"INSERT INTO {table.table} AS t (account_id, payload, payload_hash, {', '.join(names)}) "
        f"SELECT %(account)s::int, payload, hash, {', '.join(expressions)} "
        f"FROM (SELECT unnest(%(payloads)b::text[])::jsonb AS payload, unnest(%(hashes)b::bytea[]) AS hash) AS page "
        f"{'' if fresh else _or_update(table)}"
        f"RETURNING account_id, {keys}{table._arrays_of('t.payload')}, "
        f"{'true' if fresh else 'xmax = 0'} AS created{flags})",
        *table._children_steps(fresh=fresh),
        *(_todo_step(table, number, todo) for number, todo in enumerate(todos)),
    ]
    counts = "SELECT count(*) FILTER (WHERE created), count(*) FILTER (WHERE NOT created) FROM written"
    return ", ".join(steps) + " " + counts


def _or_update(table: PayloadTable) -> str:
    if table.derive_merged:
        updates = table._assignments(f"({table.merge})")
    else:
        updates = ", ".join(f"{column.name} = excluded.{column.name}" for column in table.columns)
    newer = f"excluded.{table.version} >= t.{table.version}" if table.version else "true"
    return (
        f"ON CONFLICT (account_id, {', '.join(table.keys)}) DO UPDATE "
        f"SET payload = {table.merge}, payload_hash = excluded.payload_hash, {updates}, changed_at = now(), "
        f"gone_at = NULL WHERE (t.payload IS DISTINCT FROM {table.merge} OR t.gone_at IS NOT NULL) AND {newer} "
    )


def _todo_step(table: PayloadTable, number: int, todo: Todo) -> str:
    planned = f"EXISTS (SELECT FROM sync_cursors WHERE account_id = %(account)s AND stream = '{todo.stream}')"
    return (
        f"todo_{number} AS (INSERT INTO sync_todo AS t (account_id, stream, key, deep) "
        f"SELECT account_id, '{todo.stream}', ARRAY[{', '.join(table.keys)}], {todo.deep} FROM written "
        f"WHERE todo_{number}{f' AND {planned}' if todo.follows else ''} ON CONFLICT (account_id, stream, key) "
        "DO UPDATE SET since = clock_timestamp(), attempts = 0, not_before = now(), deep = t.deep AND excluded.deep)"
    )


def _on(expression: str, payload: str) -> str:
    """A column's expression on another payload than the one at hand."""
    return re.sub(r"(?<![\w.])payload\b", payload, expression)
