"""Alembic's entrance: migrations run on the connection that `outer_skies.store.migrations` hands over.

To write a new one by hand, copy the newest file in versions/, count its number up, and name the one before it
as `down_revision`. A schema change is one file. Nothing is generated, and nothing is undone: a mistake is
followed by a migration that mends it.
"""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
connection.commit()
