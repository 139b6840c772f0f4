"""What `make bench` runs: the product beside its peers, on one machine, in one run."""
