"""What the tables of words are put together from: where a word of status may stand, and what may follow it.

News is made of the same words (`Two kill tigers`, `Court withdraws case`, `TEST CRICKET RETURNS`), so a word counts in
capitals and at the start only, and there only before a delimiter, or before ordinary writing.
"""

from wiredesk.wire.profiles.table import Where

HEAD, SLUG, NOTE, OPEN, CLOSE = Where.HEADLINE, Where.SLUGLINE, Where.NOTE, Where.OPENING, Where.CLOSING
SAID = HEAD | OPEN
ANY = HEAD | OPEN | NOTE

_LABELS = (
    "URGENT|FLASH|ALERT|BULLETIN|ATTN|ATTENTION|EDS|EDITORS|AP|PTI|ANI|IANS|REUTERS|BC|OFFICIAL|RPT|REPEAT|REFILE"
    "|UPDATE|CORRECTED|ADVISORY|[A-Z]{3}\\d{1,3}+"
)
START = rf"^[\W\d_]*+(?:(?:{_LABELS})[\W\d_]++)*"
"""What may stand before a word of status: ornaments (`>>>`), numbers (`DEL23`) and the wire's own labels.

Nothing is given back of what parts two labels: the digits of many would be shared out in every way there is.
"""

STOP = r"(?=\s*(?:[:;\-–—/|>)\]}*!…]|\.|$))"
"""A delimiter after it, or nothing."""

RUNS_ON = r"(?=\s+(?:[A-Z][a-z]|[^\WA-Z]|[\"'“‘]))"
"""Ordinary writing after it: in a headline all in capitals the word is only one of many."""

TITLE_WORDS = "the|bill|list|switch|zone|chain|team|me|him|them|review|teaser|trailer|movie|film|star|actor"
NOT_A_TITLE = rf"(?!\s+(?i:{TITLE_WORDS})\b)"
NO_FILM = r"(?!.*\b(?i:review|teaser|trailer|movie|film|star|actor|box office|debut)\b)"
"""`KILL` is a film, and `Kill the Bill` is a slogan."""

PLEASE = r"(?:(?:please|pls|plz|kindly)\s+)"
COPY = r"(?:story|stories|item|copy|dispatch|slugged|headlined)"
TO_DESKS = r"(?:(?:attn|attention|(?:note|advisory|message) to)[\s.,:]*(?:all\s+)?(?:eds|editors|subscribers|clients))"

_CLOCK = (
    r"\d\s*(?:[ap]\.?\s?m\b|hrs?\b|hours\b|ist\b|gmt\b|utc\b)|\b\d{1,2}[:.]\d\d\b"
    r"|\b(?:midnight|noon|today|tonight|tomorrow)\b"
)
_DATE = (
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b\d{1,2}/\d{1,2}\b|\b\d{1,2}[.-]\d{1,2}[.-]\d{2,4}\b|\b\d{4}-\d{1,2}-\d{1,2}\b"
)
WHEN = rf"(?=.{{0,60}}(?:{_CLOCK}|{_DATE}))"
"""A time or a day soon after: news about an embargo on oil has none, and an agency's embargo nothing else."""

NEXT = (
    r"(?=\s+(?:(?:the|this|late|only)\s+)*(?:\d{1,2}\b|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|mid(?:night|day)\b|noon\b"
    r"|to(?:day|night|morrow)\b"
    r"|morning\b|afternoon\b|evening\b|night\b"
    r"|(?:[01]\d|2[0-3])[0-5]\d\s*(?:$|[:,)\]–—|-]|(?:hrs?|hours|ist|gmt|utc)\b)))"
)
"""A time or a day as the very next word: there a short weekday, a part of the day or four figures are nothing else."""

EVENT = (
    r"(?=.{0,60}\b(?:deliver(?:y|ed)|tabl(?:ed|ing)|present(?:ed|ation)|spe(?:ech|aks)"
    r"|further\s+(?:notice|orders?|advice|instructions?))\b)"
)
"""What an embargo waits for where no time is known: a speech, a report before a parliament, the desk's next word."""

NOT_TOLD = (
    r"(?![^:–—]*(?:,\s+(?:the|an?|it|he|she|they|says?|said)\b|\b(?:says|said|tells|told|agreed)\b"
    r"|\bas\s+(?!of\b)|\b\d{4}\s+on\b))"
)
"""No sentence of news: what goes on after its time, or is said by somebody, is told to readers and not to desks."""

_TIME_WORD = (
    r"(?:(?:the\s+)?\d[\d:./-]*(?:st|nd|rd|th)?\s*(?:[ap]\.?m)?|[ap]\.?m|hrs?|hours|ist|gmt|utc|local|time|noon|midnight"
    r"|today|tonight|tomorrow|morning|afternoon|evening|night|next|of|on|at|after|only"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b\.?"
)
NOT_OF_A_FILM = (
    rf"(?!(?i:(?:[\s,]+{_TIME_WORD})+,\s+(?!{_TIME_WORD}|(?:this|strictly|please|embargo\w*|not|no|until|till)\b)"
    r"[\w“'‘]+[^:]*\s\w))"
)
"""`For release on Friday, the film …`: after the time a sentence goes on, and it is told to readers."""

NOT_SHORT_FOR = (
    r"(?!.*\b(?i:enforcement director|ehlers|syndrome|sleepiness|electronic data|explain(?:ed|er)\b|all you need)"
    r"|\W*(?i:what|why|how|who|when)\b)"
)
"""`EDS` is the Enforcement Directorate's too, a syndrome and a firm."""

NOT_ILL_OF = r"(?!.*\b(?i:ehlers|syndrome|excessive daytime|short for)\b)"
"""The same at the head of a text, where a note about the Enforcement Directorate must still be taken for a note."""

DASH = r"(?:[–—|/]|(?<!\w)-|-(?!\w))"
"""A dash that parts: in `FISH-KILL` it joins."""

AGENCY = r"(?:PTI|ANI|IANS|UNI|Bhasha|AP|AFP|dpa|DPA|Reuters|REUTERS|TASS|[Tt]he agency)"

NOT_TOLD_INDIC = r"(?!.*(?<!पीटीआई)(?<!भाषा)(?<!एएनआई)(?<!आईएएनएस)(?<!वार्ता)(?<!एजेंसी)\s(?:ने|कि|कहा|बोल[ेा])(?:[\s,]|$))"
"""Nobody but an agency says or does it."""

NOT_TOLD_MARATHI_URDU = r"(?!.*\s(?:म्हणाल\S*|सांगितल\S*|की|نے|کہ|کہا)[\s,،])"
"""The same of a line in Marathi or Urdu, whose desks name nobody when they speak to other desks."""
