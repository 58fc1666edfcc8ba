"""What a paper needs to know of the made-up world, and no gazetteer does: its places, and a city for each edition."""

from collections.abc import Mapping

from wiredesk.agency.world import Place, world

COUNTRY = "XD"
"""The country of the paper's own towns; ISO leaves the code to whoever wants it."""

CITIES: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "Dharvel": ("For the old harbour, the eleven wards and the Tarni quays", "en", ("धारवेल", "دھارویل")),
    "Port Anjal": ("Between the salt quay and the weighing house", "en", ("पोर्ट अंजल", "پورٹ انجل")),
    "Nasirkot": ("Above the plain, from the clock tower down", "en", ("नासिरकोट", "ناصر کوٹ")),
    "Sonbari": ("Glass, onions and the foot of the hills", "en", ("सोनबरी", "سونبری")),
    "Kelapor": ("Forty minutes by ferry", "en", ("केलापोर", "کیلاپور")),
}
"""Each city of the world: the line under its edition's name, the edition's language, and its name in other scripts."""

IN_OTHER_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "Dharvel": ("dharvel-marathi", "धारवेल", "जुन्या बंदरासाठी आणि अकरा प्रभागांसाठी", "mr"),
    "Nasirkot": ("nasirkot-urdu", "ناصر کوٹ", "گھنٹہ گھر سے میدان تک", "ur-IN"),
    "Sonbari": ("sonbari-hindi", "सोनबरी", "तराई, काँच और प्याज़ के शहर के लिए", "hi"),
    "Kelapor": ("kelapor-tamil", "கேலாபோர்", "படகில் நாற்பது நிமிடங்கள்", "ta"),
    "Port Anjal": ("port-anjal-bengali", "পোর্ট অঞ্জল", "নুনঘাট থেকে ওজনঘর পর্যন্ত", "bn"),
}
"""A second edition of a city in another language: its address, its name, the line under it, the language."""


def places_toml() -> str:
    """The made-up places as a home's `places.toml`, with the beat of every agency that reports from them."""
    known = world()
    lines = ["# The made-up world of the simulated agency: no gazetteer knows it.\n"]
    lines += [_place(one) for one in (*known.home, *known.abroad)]
    agencies = dict.fromkeys(feed.provider for feed in known.feeds)
    lines += [f'[[beat]]\nprovider = "{one}"\nin = "{COUNTRY}"\n' for one in agencies]
    return "\n".join(lines)


def key_of(name: str) -> str:
    """The key of one of the paper's own towns, as editions cover it."""
    return f"{COUNTRY}.-.{name.lower().replace(' ', '-')}"


def _place(one: Place) -> str:
    key = key_of(one.name) if not one.country else f"XA.-.{one.name.lower().replace(' ', '-')}"
    also = CITIES[one.name][2] if one.name in CITIES else ()
    names = ", ".join(f'"{name}"' for name in also)
    return f'[[place]]\nname = "{one.name}"\nkey = "{key}"\nalso = [{names}]\n'
