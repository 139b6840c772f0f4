"""Every table of the project, gathered for migrations. Import this, and `metadata` is complete."""

from ebay_connector.db.base import Base

metadata = Base.metadata
