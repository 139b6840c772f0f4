"""The demo shop: who sells what to whom, and how its orders come about."""
