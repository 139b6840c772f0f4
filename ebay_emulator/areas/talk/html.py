"""eBay's messages are whole pages of HTML, written for mail programs."""

from collections.abc import Iterable
from html import escape

_STYLE = (
    "body{margin:0;padding:0;background:#ffffff;font-family:Helvetica,Arial,sans-serif;color:#191919}"
    "table{border-collapse:collapse;border-spacing:0}td{padding:0;vertical-align:top}"
    ".outer{width:100%;max-width:600px;margin:0 auto}.title{font-size:24px;line-height:32px;font-weight:bold}"
    ".text{font-size:14px;line-height:20px;padding:0 0 16px}.small{font-size:11px;line-height:16px;color:#707070}"
    ".facts td{border-top:1px solid #e5e5e5;padding:8px 16px 8px 0;font-size:14px;line-height:20px}"
    "@media only screen and (max-width:480px){.outer{width:100%!important}.title{font-size:20px!important}}"
)
_SPACER = (
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>'
    '<td height="{0}" style="height:{0}px;font-size:1px;line-height:1px">&nbsp;</td></tr></table>\n'
)
_FOOTER = (
    "This message was sent to you as a member who sells on eBay, as it concerns your account. Please do not reply to"
    " it: nobody would read the answer.",
    "Learn more about protecting your account, and how to tell our messages from those of others who only use our"
    " name. You find all our messages in My eBay.",
    "Update your preferences for notices under Account. Some notices, such as this one, cannot be turned off.",
)


def page(title: str, paragraphs: Iterable[str], details: str = "") -> str:
    body = "".join(f'<tr><td class="text" align="left">{escape(text)}</td></tr>\n' for text in paragraphs)
    footer = "".join(f'<tr><td class="small" align="left">{escape(text)}</td></tr>\n' for text in _FOOTER)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style></head>\n"
        f'<body><div style="display:none;max-height:0;overflow:hidden">{escape(title)}&zwnj;&nbsp;&zwnj;</div>\n'
        f'{_SPACER.format(24)}<table role="presentation" class="outer" align="center"><tbody>\n'
        f'<tr><td class="title">{escape(title)}</td></tr>\n<tr><td>{_SPACER.format(16)}</td></tr>\n{body}'
        f"<tr><td>{details}{_SPACER.format(24)}</td></tr>\n{footer}</tbody></table>\n{_SPACER.format(32)}</body></html>"
    )


def table(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td><b>{escape(name)}</b></td><td>{escape(value)}</td></tr>\n" for name, value in rows)
    return f'<table role="presentation" class="facts" width="100%"><tbody>\n{cells}</tbody></table>\n'
