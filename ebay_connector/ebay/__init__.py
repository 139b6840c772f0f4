"""The eBay client: what a request must say is pure code here, and one file sends it. Knows no database."""
