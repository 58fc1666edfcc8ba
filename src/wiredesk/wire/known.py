"""The agencies whose house style is known before they are added. A table, without a database."""

import msgspec


class Known(msgspec.Struct, frozen=True):
    """What is known about an agency before it is added (sources: their own public pages)."""

    name: str
    url: str = ""
    profile: str = "generic"
    time_zone: str = ""


KNOWN: dict[str, Known] = {
    "ANI": Known("ANI", "https://www.aninews.in", "ani", "Asia/Kolkata"),
    "PTI": Known("PTI", "https://www.ptinews.com", "pti", "Asia/Kolkata"),
    "IANS": Known("IANS", "https://ians.in", "ians", "Asia/Kolkata"),
}
