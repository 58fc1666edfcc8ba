"""Two thousand made-up stories of a wire's week, twelve of them about what the reference story is about.

The twelve tell of the Kurils, of Japan and Russia, and of Japan's prime minister; nearly all others have their words
too: treaties, islands, parliaments, spokesmen, Tokyo and Moscow, but about something else.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from tests.newspaper import item

ABOUT = (
    (
        "Takaichi tells parliament Japan still seeks peace treaty with Russia",
        (
            "Tokyo [Japan], October 24 : Prime Minister Sanae Takaichi told parliament on Friday that her government "
            "wants to settle the ownership of the southern Kuril Islands and then conclude a peace treaty with Russia."
        ),
        "Takaichi called relations with Moscow difficult but said that the policy of earlier cabinets had not changed.",
        "Former residents of the islands, whose average age is now above 88, listened from the gallery.",
    ),
    (
        "Japan's Takaichi makes Kuril Islands part of first policy speech",
        (
            "Tokyo [Japan], October 24 : Sanae Takaichi named the Northern Territories, as Japan calls islands held by "
            "Russia, among the aims of her cabinet's foreign policy."
        ),
        "The speech was her first to both houses since she became prime minister this week.",
    ),
    (
        "Kremlin sees no talks with Tokyo on Kurils for now",
        (
            "Moscow [Russia], October 23 : No contacts with Japan about the southern Kuril Islands are planned, "
            "Kremlin spokesman Dmitry Peskov said, pointing to sanctions that Tokyo has joined."
        ),
        "Peskov said that Russia regards the islands as its territory under the outcome of World War II.",
    ),
    (
        "Russia drills with missiles on Kuril Islands, Japan lodges protest",
        (
            "Yuzhno-Sakhalinsk [Russia], October 22 : Coastal missile crews trained in the southern Kuril Islands "
            "this week, and Japan protested through its embassy in Moscow."
        ),
        "Tokyo said that exercises on the disputed islands could not be accepted.",
    ),
    (
        "Visits of Japanese families to Kuril graves stay suspended",
        (
            "Sapporo [Japan], October 21 : Families from Hokkaido will again not travel to the graves of relatives on "
            "the southern Kuril Islands, as Russia has not reopened the visits that it ended after Japan's sanctions."
        ),
        "An association of former islanders asked Tokyo to raise the matter with Moscow.",
    ),
    (
        "Japan and Russia agree fishing quotas off southern Kurils after long delay",
        (
            "Moscow [Russia], October 20 : Japan and Russia have settled how much boats may catch near the southern "
            "Kuril Islands next year, officials of both countries said."
        ),
        "Talks in the framework that dates from 1998 had stood still for months over the islands dispute.",
    ),
    (
        "Lavrov: Tokyo must recognise results of war before peace treaty talks",
        (
            "Moscow [Russia], October 25 : Russian Foreign Minister Sergei Lavrov said Japan must accept the results "
            "of World War II, the Kuril Islands included, before a peace treaty could be discussed."
        ),
        "He spoke a day after Prime Minister Takaichi raised the treaty in parliament.",
    ),
    (
        "Takaichi weighs envoy to Moscow as Japan looks for peace treaty opening",
        (
            "Tokyo [Japan], October 25 : Japan's new government considers sending an envoy to Moscow to find out "
            "whether talks with Russia on a peace treaty can begin again, people close to Sanae Takaichi said."
        ),
        "The territorial dispute over the Kuril archipelago would be on the table, they said.",
    ),
    (
        "Hokkaido mayors ask Takaichi to press Russia on Northern Territories",
        (
            "Nemuro [Japan], October 24 : Mayors of five towns in Hokkaido urged Prime Minister Sanae Takaichi to make "
            "the return of the Northern Territories, the southern Kuril Islands, her first concern abroad."
        ),
        "From Nemuro the nearest of the islands can be seen across the strait.",
    ),
    (
        "Sakhalin governor rejects Japan's claim to southern Kuril Islands",
        (
            "Yuzhno-Sakhalinsk [Russia], October 25 : The governor of the Sakhalin region said there was nothing to "
            "discuss with Tokyo about the Kuril Islands, answering the speech of Japan's prime minister."
        ),
        "A new airport and fish plants on the islands were proof enough of whose they were, he said.",
    ),
    (
        "Explainer: why Japan and Russia never signed a peace treaty",
        (
            "Tokyo [Japan], October 25 : Eighty years after World War II Japan and Russia still lack a peace treaty, "
            "because Soviet troops took the southern Kuril Islands in 1945 and Tokyo has never given up its claim."
        ),
        "The 1951 San Francisco treaty, the joint declaration of 1956 and two dozen summits did not settle it.",
    ),
    (
        "Japan keeps sanctions on Russia but wants dialogue, Takaichi's spokesman says",
        (
            "Tokyo [Japan], October 25 : Japan keeps its sanctions on Russia while it seeks a dialogue with Moscow on "
            "the Kuril Islands and a peace treaty, the chief cabinet secretary told reporters in Tokyo."
        ),
        "Prime Minister Takaichi would not change course on Ukraine, he added.",
    ),
)
"""Headline and paragraphs of each of the twelve."""

_PLACES = (
    ("Tokyo", "Japan", "Japanese"),
    ("Moscow", "Russia", "Russian"),
    ("Osaka", "Japan", "Japanese"),
    ("Kazan", "Russia", "Russian"),
    *((city, country, people) for city, country, people in (
        ("Ankara", "Turkey", "Turkish"), ("Paris", "France", "French"), ("Lima", "Peru", "Peruvian"),
        ("Nairobi", "Kenya", "Kenyan"), ("Hanoi", "Vietnam", "Vietnamese"), ("Oslo", "Norway", "Norwegian"),
        ("Manila", "Philippines", "Philippine"), ("Jakarta", "Indonesia", "Indonesian"), ("Accra", "Ghana", "Ghanaian"),
        ("Kathmandu", "Nepal", "Nepali"), ("Colombo", "Sri Lanka", "Sri Lankan"), ("Madrid", "Spain", "Spanish"),
    )),
)  # fmt: skip
_MATTERS = (
    ("trade deal", "tariffs on {thing}", "exporters of {thing}"),
    ("peace talks", "a truce in the {thing} region", "both delegations"),
    ("islands ferry", "a ferry to the {thing} islands", "the harbour office"),
    ("parliament vote", "the bill on {thing}", "the opposition"),
    ("sanctions", "sanctions on {thing}", "the finance ministry"),
    ("rail strike", "the strike of {thing} drivers", "the union"),
    ("flood", "the flood along the {thing} river", "rescue teams"),
    ("football", "the match against {thing}", "the coach"),
    ("court ruling", "the appeal in the {thing} case", "the judge"),
    ("central bank", "the rate on {thing}", "economists"),
    ("vaccine", "the vaccine against {thing}", "doctors"),
    ("film award", "the film {thing}", "the jury"),
    ("summit", "the summit on {thing}", "the prime minister"),
    ("territorial waters", "the waters off {thing}", "the coast guard"),
)
_VERBS = ("welcomes", "delays", "rejects", "prepares", "reviews", "signs", "questions", "extends", "drops", "debates")
_SYLLABLES = ("ba", "ro", "ki", "ten", "mar", "lu", "shi", "dor", "ven", "as", "po", "gri", "tal", "nu", "hem", "ya")


def other(number: int) -> tuple[str, ...]:
    """Headline and paragraphs of a story about something else; the same for the same number."""
    chance = Random(number)
    city, country, people = chance.choice(_PLACES)
    matter, what, who = chance.choice(_MATTERS)
    thing = "".join(chance.sample(_SYLLABLES, 3)).capitalize()
    name = "".join(chance.sample(_SYLLABLES, 2)).capitalize()
    verb, later = chance.sample(_VERBS, 2)
    what = what.format(thing=thing)
    partner = chance.choice(_PLACES)[1]
    return (
        f"{country} {verb} {what} as {matter} with {partner} nears",
        (
            f"{city} [{country}], October {chance.randint(19, 25)} : {country} {verb} {what}, spokesman {name} said "
            f"after {who.format(thing=thing)} had met in {city}."
        ),
        (
            f"The {people} prime minister told parliament that the government {later} {what} every year and that "
            f"{partner} would be asked to join in {chance.randint(2026, 2031)}."
        ),
        f"About {chance.randint(12, 990)} people took part in the meeting, {name} told journalists.",
    )


def wire(count: int, until: datetime) -> Iterator[str]:
    """So many items of the week before `until`, the twelve among them, in the order of their times."""
    chance = Random(count)
    told = [*ABOUT, *(other(number) for number in range(count - len(ABOUT)))]
    hours = {story: 24.0 * 6 * chance.random() + 1 for story in told}
    for story, (headline, *paragraphs) in enumerate(sorted(told, key=lambda one: -hours[one])):
        at = until - timedelta(hours=hours[headline, *paragraphs])
        yield item(f"week-{story}", headline, tuple(paragraphs), at=f"{at:%a, %d %b %Y %H:%M:%S} +0000")
