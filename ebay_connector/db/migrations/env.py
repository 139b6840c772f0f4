"""What Alembic runs for each step; the connection, its transaction and the tables come from `db.migrate`."""

from alembic import context

from ebay_connector.db.schema import include_object

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    include_object=include_object,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
