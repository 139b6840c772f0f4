"""A local eBay for demonstration and tests. It shares no code with the connector."""
