"""Numbers and dates as a news agency writes them, in the four languages of the wire."""

from datetime import datetime

WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
MONTHS = {
    "hi": ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"],
    "mr": ["जानेवारी", "फेब्रुवारी", "मार्च", "एप्रिल", "मे", "जून", "जुलै", "ऑगस्ट", "सप्टेंबर", "ऑक्टोबर", "नोव्हेंबर", "डिसेंबर"],
    "ur": ["جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"],
}
WEEKDAYS = {
    "hi": ["सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"],
    "mr": ["सोमवारी", "मंगळवारी", "बुधवारी", "गुरुवारी", "शुक्रवारी", "शनिवारी", "रविवारी"],
    "ur": ["پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ", "اتوار"],
}
"""Marathi in the locative, as a sentence takes it; Hindi and Urdu add their own postposition."""


class Number(int):
    """A count that knows how to be written: `{n}` 1,204 · `{n:word}` three · `{n:Word}` Three · `{n:th}` 3rd."""

    def __format__(self, spec: str) -> str:
        match spec:
            case "":
                return f"{int(self):,}"
            case "word" | "Word":
                text = WORDS[self] if 0 <= self < len(WORDS) else f"{int(self):,}"
                return text.capitalize() if spec == "Word" else text
            case "th":
                suffix = "th" if 10 <= self % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(self % 10, "th")
                return f"{int(self):,}{suffix}"
            case _:
                return format(int(self), spec)


def month_day(moment: datetime) -> str:
    """`March 9`, as an English dateline has it."""
    return f"{moment:%B} {moment.day}"


def local_day(moment: datetime, language: str) -> str:
    """Day and month as a dateline in Hindi, Marathi or Urdu has them."""
    return f"{moment.day} {MONTHS[language][moment.month - 1]}"


def local_weekday(moment: datetime, language: str) -> str:
    """The weekday's name in Hindi, Marathi or Urdu."""
    return WEEKDAYS[language][moment.weekday()]
