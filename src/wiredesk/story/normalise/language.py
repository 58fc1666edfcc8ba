"""The language of a story and the direction it runs in: as declared, unless its own script says otherwise."""

import re

_SCRIPTS: tuple[tuple[str, str, str], ...] = (
    ("deva", "\u0900-\u097f\ua8e0-\ua8ff", "hi"),
    ("arab", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff", "ar"),
    ("beng", "\u0980-\u09ff", "bn"),
    ("taml", "\u0b80-\u0bff", "ta"),
    ("telu", "\u0c00-\u0c7f", "te"),
    ("knda", "\u0c80-\u0cff", "kn"),
    ("mlym", "\u0d00-\u0d7f", "ml"),
    ("gujr", "\u0a80-\u0aff", "gu"),
    ("guru", "\u0a00-\u0a7f", "pa"),
    ("orya", "\u0b00-\u0b7f", "or"),
    ("sinh", "\u0d80-\u0dff", "si"),
    ("hebr", "\u0590-\u05ff\ufb1d-\ufb4f", "he"),
    ("thai", "\u0e00-\u0e7f", "th"),
    ("hang", "\u1100-\u11ff\uac00-\ud7af", "ko"),
    ("kana", "\u3040-\u30ff", "ja"),
    ("hani", "\u4e00-\u9fff\u3400-\u4dbf", "zh"),
    ("cyrl", "\u0400-\u04ff", "ru"),
    ("grek", "\u0370-\u03ff", "el"),
    ("latn", "A-Za-z\u00c0-\u024f\u1e00-\u1eff", "en"),
)
"""Script, its letters, and the language taken for it where nothing tells more."""

_COUNT = tuple((script, re.compile(f"[{letters}]+")) for script, letters, _ in _SCRIPTS)
_DEFAULT = {script: language for script, _, language in _SCRIPTS}

_WRITTEN_IN: dict[str, tuple[str, ...]] = {
    "deva": ("hi", "mr", "ne", "sa", "kok", "mai", "bho", "doi", "brx", "sd", "ks"),
    "arab": ("ar", "ur", "fa", "ps", "sd", "ks", "ug", "ckb", "pa"),
    "beng": ("bn", "as", "mni"),
    "cyrl": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg", "uz"),
    "hebr": ("he", "yi"),
    "kana": ("ja",),
    "hani": ("zh", "ja", "yue"),
    "guru": ("pa",),
}
"""Languages that use a script; for the rest of the table it is the one language named there."""

_LATIN_TOO = frozenset({"en", "sr", "uz", "kk", "mn", "tg", "ks", "kok", "sd", "ug"})
_NEVER_LATIN = frozenset({*_DEFAULT.values(), *(name for names in _WRITTEN_IN.values() for name in names)}) - _LATIN_TOO

_RIGHT_TO_LEFT = frozenset({"ar", "ur", "fa", "he", "yi", "ps", "sd", "ks", "ug", "ckb", "dv"})

_MARATHI = frozenset(
    {"आहे", "आहेत", "आणि", "होते", "होता", "होती", "नाही", "या", "ते", "हे", "असून", "केली", "केला"}
    | {"केले", "झाली", "झाला", "झाले", "म्हणाले", "यांनी", "येथे", "तर"}
)
_HINDI = frozenset(
    {"है", "हैं", "और", "था", "थी", "थे", "नहीं", "के", "की", "का", "को", "में", "से", "ने", "पर"}
    | {"यह", "वह", "कि", "हुआ", "हुई", "किया", "गया", "कहा", "लिए"}
)
_URDU = re.compile("[ٹڈڑںےۓہگپچکی]")
_URDU_ONLY = re.compile("[ٹڈڑںے]")
_PERSIAN = re.compile("[پچژگ]")
_ARABIC_ONLY = re.compile("[ةكىيإأ]")

_TAG_LENGTH = 16
"""Characters of a tag that are kept, in whole subtags: language, script and region fit, private uses may not."""

SAMPLE = 1_500
"""Characters that are looked at."""


def language_of(declared: str | None, fallback: str, *texts: str) -> str:
    """The language as a tag in the usual form (`en-IN`): the declared one, if the text is in a script of it.

    Otherwise the fallback on the same condition, and otherwise what script and function words say.
    """
    sample = " ".join(texts)[:SAMPLE]
    script = _script(sample)
    for candidate in (declared, fallback):
        tag = tag_of(candidate)
        if tag and (script is None or _fits(tag, script)):
            return tag
    return _guess(script, sample) if script else "en"


def direction_of(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT or "-Arab" in language else "ltr"


def same_language(one: str, other: str) -> bool:
    """Whether two tags are of one language, wherever it is spoken."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()


def tag_of(declared: str | None) -> str:
    """A language tag in RFC 5646's usual case, or nothing if it is none: `EN_us` is `en-US`."""
    parts = (declared or "").strip().replace("_", "-").split("-")
    if not re.fullmatch(r"[A-Za-z]{2,3}", parts[0]):
        return ""
    tag = [parts[0].lower()]
    for part in parts[1:]:
        if not re.fullmatch(r"[A-Za-z0-9]{2,8}", part) or len("-".join((*tag, part))) > _TAG_LENGTH:
            break
        tag.append(part.upper() if len(part) == 2 else part.title() if len(part) == 4 and part.isalpha() else part)
    return "-".join(tag)


def _script(sample: str) -> str | None:
    """The script of most letters, or None where there are none to speak of."""
    if sample.isascii():
        return "latn" if any(character.isalpha() for character in sample) else None
    counts = {script: sum(map(len, pattern.findall(sample))) for script, pattern in _COUNT}
    best = max(counts, key=lambda script: counts[script])
    if counts["kana"] and best == "hani":  # Japanese mixes both, Chinese never does
        best = "kana"
    return best if counts[best] else None


def _fits(tag: str, script: str) -> bool:
    language = tag.partition("-")[0]
    if script == "latn":
        return "-Latn" in tag or language not in _NEVER_LATIN
    return language in _WRITTEN_IN.get(script, (_DEFAULT[script],))


def _guess(script: str, sample: str) -> str:
    if script == "deva":
        words = re.findall("[\u0900-\u097f]+", sample)
        marathi = sum(word in _MARATHI for word in words) + 2 * sample.count("ळ")
        return "mr" if marathi > sum(word in _HINDI for word in words) else "hi"
    if script == "arab":
        if _URDU_ONLY.search(sample) or len(_URDU.findall(sample)) > 3 * len(_ARABIC_ONLY.findall(sample)) + 5:
            return "ur"
        return "fa" if _PERSIAN.search(sample) and not _ARABIC_ONLY.search(sample) else "ar"
    return _DEFAULT[script]
