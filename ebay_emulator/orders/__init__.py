"""Orders: how they are kept, found, and changed."""
