"""The others: each does the same work in the way its users would, in a process of its own."""
