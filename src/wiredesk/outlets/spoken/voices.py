"""Which voice reads which language. A language that is not here is not read, rather than read in a wrong one."""

from typing import Final

VOICES: Final = {"en": "en", "hi": "hi", "mr": "mr", "ur": "ur", "ta": "ta", "bn": "bn"}
"""By a language's first subtag (RFC 5646), espeak-ng's name of the voice."""


def voice_of(language: str) -> str:
    """The voice for a story's language, such as `hi` for `hi-IN`; empty where there is none."""
    return VOICES.get(language.replace("_", "-").partition("-")[0].lower(), "")
