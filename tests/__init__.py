"""A package, so that no library's own tests are taken for these."""
