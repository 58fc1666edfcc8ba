"""Everything that a batch's public records are made from, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import Count, QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.printing import BY_MERIT, Printing, added_up
from wiredesk.decisions.spots import spots_of
from wiredesk.decisions.words import State, Verb
from wiredesk.house import titles
from wiredesk.house.editions import editions
from wiredesk.house.models import Contract, Title
from wiredesk.house.sections import section_slug
from wiredesk.house.titles import contracts, direction
from wiredesk.publication.addresses import story_path
from wiredesk.publication.compose import Correction, Ingredients, compose
from wiredesk.publication.editions import Covering
from wiredesk.publication.given import held
from wiredesk.publication.joined import Choice
from wiredesk.publication.models import Address, PublicState, PublicStory
from wiredesk.publication.public import ProviderRef, PublicNotice, PublicPicture, Rendition, SectionRef
from wiredesk.publication.public import PublicStory as Public
from wiredesk.settings.options import Options
from wiredesk.story.content import decode
from wiredesk.story.models import Also, Picture, PictureState
from wiredesk.story.normalise.language import same_language
from wiredesk.story.places.gazetteer import gazetteer
from wiredesk.story.queries import version_counts

HOMELESS = SectionRef(section_slug(titles.HOMELESS), titles.HOMELESS)
"""Where a story stands whose section the title does not have."""


_DOWN = (Verb.KILL, Verb.WITHDRAW, Verb.SUSPEND, Verb.HOLD)
_SAID = (*_DOWN, Verb.CORRECT, Verb.PRINT)


@prepared
def _rows(title: int, stories: Sequence[str]) -> QuerySet[PublicStory]:
    return PublicStory.objects.filter(title=title, story__in=stories)


@prepared
def _addresses(stories: Sequence[str]) -> QuerySet[Address]:
    # The title is compared by who asks: asked for, SQLite would go through all that a title ever published.
    return Address.objects.filter(story__in=stories).order_by("-id")


@prepared
def _also(stories: Sequence[str]) -> QuerySet[Also, tuple[str, str]]:
    return Also.objects.filter(story__in=stories).order_by("id").values_list("story", "section")


@prepared
def _pictures(stories: Sequence[str]) -> QuerySet[Picture]:
    states = (PictureState.READY, PictureState.WITHDRAWN)
    return Picture.objects.filter(story__in=stories, state__in=states).order_by("position", "id")


@prepared
def _said(stories: Sequence[str]) -> QuerySet[Decision]:
    return Decision.objects.filter(story__in=stories, verb__in=_SAID).order_by("id")


@prepared
def _on_day(title: int, day: date) -> QuerySet[PublicStory, int]:
    rows = PublicStory.objects.filter(title=title, archive_date=day).order_by()
    return rows.values("title").annotate(n=Count("pk")).values_list("n", flat=True)


def gather(title: Title, batch: Sequence[Standing], options: Options) -> "Gathered":
    """What this title needs to know about these stories."""
    found = Gathered(title, [standing.story_id for standing in batch], options)
    found.place_names = _names(title, batch)
    return found


def _names(title: Title, batch: Sequence[Standing]) -> dict[str, str]:
    """What the places of these stories are called in the title's language, where that is another name."""
    keys = {spot.key for standing in batch for spot in spots_of(standing.places)}
    language = title.language.split("-", maxsplit=1)[0]
    if not keys or language == "en":
        return {}
    labels = gazetteer().labels([key.rpartition(".")[2] for key in keys], language)
    return {key: labels[number] for key in keys if (number := key.rpartition(".")[2]) in labels}


def _public_record(row: PublicStory | None) -> Public | None:
    """The record that is public now; one that an older wiredesk wrote and this one cannot read is made anew."""
    if row is None or row.state != PublicState.LIVE:
        return None
    try:
        return msgspec.msgpack.decode(row.data, type=Public)
    except msgspec.MsgspecError:
        return None


class Gathered:
    """The rows around one batch of stories, by story."""

    def __init__(self, title: Title, ids: Sequence[str], options: Options) -> None:
        self.title, self.options = title, options
        self.rows = {row.story_id: row for row in _rows(title.pk, ids)}
        self.addresses = {row.story_id: row for row in _addresses(ids) if row.title_id == title.pk}
        self.sections = {s.slug: SectionRef(s.slug, s.name, s.colour) for s in titles.sections(title.pk)}
        own = title.language
        self.editions = tuple(
            Covering(e.slug, e.name, tuple(e.covers), foreign=not same_language(e.language or own, own))
            for e in editions(title.pk)
        )
        self.contracts: dict[str, Contract] = contracts(title)
        self.counts = version_counts(ids)
        self.slots = held(title.pk)
        self.also: dict[str, list[str]] = defaultdict(list)
        for story, slug in _also(ids):
            self.also[story].append(slug)
        self.pictures: dict[str, dict[str, Picture]] = defaultdict(dict)
        self.dropped: dict[str, dict[str, Picture]] = defaultdict(dict)
        for picture in _pictures(ids):
            known = self.pictures if picture.state == PictureState.READY else self.dropped
            known[picture.story_id][picture.url] = picture
        self.place_names: dict[str, str] = {}
        said = _said(ids)
        self.takedowns = {decision.story_id: decision for decision in said if decision.verb in _DOWN}
        self.corrections = {
            (decision.story_id, decision.version_id): Correction(decision.at, decision.value)
            for decision in said
            if decision.verb == Verb.CORRECT
        }
        self.prints: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for decision in said:
            if decision.verb == Verb.PRINT:
                self.prints[decision.story_id].append((decision.value, decision.person_id is not None))
        self.olds: dict[str, Public] = {}
        """The records that the new ones take the place of, as `public` found them."""

    def section(self, slug: str) -> SectionRef:
        """The title's section of that slug, or the one for stories without."""
        return self.sections.get(slug, HOMELESS)

    def _pictures(self, story: str, wanted: Sequence[tuple[str, str, str]]) -> tuple[PublicPicture, ...]:
        ready = self.pictures.get(story, {})
        return tuple(
            PublicPicture(
                width=picture.width or 0,
                height=picture.height or 0,
                caption=caption,
                credit=credit,
                renditions=msgspec.convert(tuple(picture.renditions), tuple[Rendition, ...]),
            )
            for url, caption, credit in wanted
            if (picture := ready.get(url[:2000])) is not None
        )

    def picture_changes(self, standing: Standing) -> tuple[list[Picture], list[Picture]]:
        """What the version that is public has dropped of the story's pictures, and what it shows again."""
        story = standing.story_id
        if standing.version is None or not (self.pictures[story] or self.dropped[story]):
            return [], []
        wanted = {picture.url for picture in decode(bytes(standing.version.content)).pictures}
        gone = [picture for url, picture in self.pictures[story].items() if url not in wanted]
        return gone, [picture for url, picture in self.dropped[story].items() if url in wanted]

    def public(
        self, standing: Standing, row: PublicStory | None, now: datetime, choice: Choice | None = None
    ) -> Public | None:
        """The story's public record, or None when the standing names no version; `choice` where it has copies."""
        shown = choice.shown if choice is not None else standing
        version = shown.version
        if version is None:
            return None
        content = decode(bytes(version.content))
        if (old := _public_record(row)) is not None:
            self.olds[standing.story_id] = old
        provider = version.item.service.provider
        primary = self.section(standing.section or (standing.version or version).section)
        slugs = [*self.also.get(standing.story_id, ()), *(choice.sections if choice is not None else ())]
        also = (self.section(slug) for slug in dict.fromkeys(slugs) if slug in self.sections)
        another = shown.story_id if shown.story_id != standing.story_id else ""
        wanted = [(p.url, p.caption or "", p.credit or "") for p in content.pictures]
        return compose(
            Ingredients(
                story=standing.story_id,
                content=content,
                received_at=version.received_at,
                received_digest=version.item.digest,
                service=version.item.service.name,
                section=primary,
                also=tuple(section for section in also if section.slug != primary.slug),
                provider=ProviderRef(provider.code, provider.name, provider.kind, provider.url),
                contract=self.contracts.get(provider.code),
                pictures=self._pictures(shown.story_id, wanted),
                # What the desk wrote over the page stays over it when a newer take is shown there.
                headline=standing.headline or shown.headline,
                corrected=shown.corrected,
                reviewed=shown.reviewed,
                versions=self.counts.get(standing.story_id, 1) + (self.counts.get(another, 1) if another else 0),
                path=self.path(standing.story_id),
                live_at=row.live_at if row is not None else now,
                language=self.title.language,
                standfirst=self.options.standfirst,
                old=old,
                now=now,
                spots=spots_of(standing.places),
                editions=self.editions,
                place_names=self.place_names,
                correction=self.corrections.get((shown.story_id, version.pk)),
                shown=another,
                also_reported=choice.also if choice is not None else (),
                printing=self._printing(standing, shown),
            )
        )

    def _printing(self, standing: Standing, shown: Standing) -> Printing:
        """What is wanted of the page's story in print; a copy whose words must not be printed keeps the page out."""
        wanted, words = (added_up(self.prints[one.story_id]) for one in (standing, shown))
        return words if words.never or wanted == BY_MERIT else wanted

    def path(self, story: str) -> str:
        """The address that the story has, or was given while its copy's page was shown; empty where it has none."""
        row, address = self.rows.get(story), self.addresses.get(story)
        return row.path if row is not None else address.path if address is not None else ""

    def path_to_be(self, standing: Standing) -> str:
        """The address that the story has or would have."""
        version = standing.version
        headline = standing.headline or (version.headline if version else "")
        section = self.section(standing.section or (version.section if version else ""))
        return self.path(standing.story_id) or story_path(section.slug, headline, standing.story_id)

    def notice(self, standing: Standing, row: PublicStory, now: datetime) -> PublicNotice:
        """What may still be said about a story that came down: nothing of its text."""
        provider = standing.story.provider
        decision = self.takedowns.get(standing.story_id)
        return PublicNotice(
            id=standing.story_id,
            path=row.path,
            section=self.section(row.section),
            provider=ProviderRef(provider.code, provider.name, provider.kind, provider.url),
            live_at=row.live_at,
            noticed_at=decision.at if decision is not None else now,
            gone_at=row.gone_at or now,
            by_agency=decision is not None and bool(decision.rule),
            final=standing.state == State.KILLED,
            language=self.title.language,
            direction=direction(self.title.language),
        )

    def archive_places(self, size: int, now: datetime) -> Iterator[tuple[date, int]]:
        """The day and page of each story that goes live now, one after the other; pages fill from the oldest."""
        day = now.astimezone(ZoneInfo(self.title.time_zone)).date()
        taken = sum(_on_day(self.title.pk, day))
        while True:
            yield day, taken // size + 1
            taken += 1
