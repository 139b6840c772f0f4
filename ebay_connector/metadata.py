"""Every table of the project, gathered for migrations: what is imported here is what Alembic compares."""

from ebay_connector.accounts import models as accounts
from ebay_connector.auth import models as auth
from ebay_connector.budget import models as budget
from ebay_connector.db.base import Base
from ebay_connector.records import models as records
from ebay_connector.streams.tables import TABLES
from ebay_connector.sync import models as sync

PARTS = (auth, accounts, budget, sync, records, *TABLES)
metadata = Base.metadata
