"""eBay accounts: connect, reconnect, disconnect; tokens, encrypted; granted scopes."""
