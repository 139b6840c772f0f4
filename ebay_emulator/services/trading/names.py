"""Where the Trading API is, and the headers it goes by."""

PATH = "/ws/api.dll"
CALL_NAME = "X-EBAY-API-CALL-NAME"
SITE = "X-EBAY-API-SITEID"
LEVEL = "X-EBAY-API-COMPATIBILITY-LEVEL"
TOKEN = "X-EBAY-API-IAF-TOKEN"  # noqa: S105 - the name of a header
