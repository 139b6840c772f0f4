"""eBay's sites, as the Trading API numbers and names them."""

SITES = {
    "0": "US", "2": "Canada", "3": "UK", "15": "Australia", "16": "Austria", "23": "Belgium_French", "71": "France",
    "77": "Germany", "100": "eBayMotors", "101": "Italy", "123": "Belgium_Dutch", "146": "Netherlands",
    "186": "Spain", "193": "Switzerland", "201": "HongKong", "203": "India", "205": "Ireland", "207": "Malaysia",
    "210": "CanadaFrench", "211": "Philippines", "212": "Poland", "216": "Singapore",
}  # fmt: skip

_OF_MARKETPLACE = {"EBAY_US": "US", "EBAY_GB": "UK", "EBAY_DE": "Germany", "EBAY_CA": "Canada", "EBAY_AU": "Australia"}
_DOMAINS = {"US": "www.ebay.com", "UK": "www.ebay.co.uk", "Germany": "www.ebay.de"}


def site_name(marketplace: str) -> str:
    return _OF_MARKETPLACE.get(marketplace, "US")


def item_url(site: str, item_id: str) -> str:
    return f"https://{_DOMAINS.get(site, 'www.ebay.com')}/itm/{item_id}"
