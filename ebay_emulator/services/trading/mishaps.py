"""Faults as the Trading API tells them: HTTP 200 and a failure inside."""

from ebay_emulator.faults import Fault
from ebay_emulator.reply import Call, Reply
from ebay_emulator.services.trading.answers import TradingError, failure, internal_error, limit_reached
from ebay_emulator.services.trading.names import CALL_NAME, PATH


def mishap(fault: Fault, call: Call) -> Reply | None:
    """None for what is no Trading call, and for faults that are no answer or the same everywhere."""
    if call.path != PATH:
        return None
    error = _error(fault)
    return None if error is None else failure(call.headers.get(CALL_NAME, ""), call.now, error)


def _error(fault: Fault) -> TradingError | None:
    match fault.kind:
        case "429":
            return limit_reached()
        case "500":
            return internal_error()
        case "status" if fault.error_id is not None:
            message = fault.message or "System error."
            return TradingError(fault.error_id, message, message, system=True)
    return None
