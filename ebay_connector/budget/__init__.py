"""eBay's daily calls: how many each application may make, has made, and keeps for what."""
