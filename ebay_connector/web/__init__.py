"""What every answer has in common: one error shape, headers, the log of requests, and the UI's files."""
