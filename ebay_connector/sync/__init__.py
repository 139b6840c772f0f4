"""One stream of one account, from cursor to rows."""
