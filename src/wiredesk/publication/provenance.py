"""What readers may ask about stories beside reading them: what they said before, who wrote them, whose they are."""

from collections.abc import Iterator
from functools import cached_property

import msgspec
from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.house import titles
from wiredesk.house.models import Contract, Title
from wiredesk.publication.amendments import newest_number, numbered
from wiredesk.publication.authors import AuthorShelf
from wiredesk.publication.disclaimer import DisclaimerFacts, disclaim
from wiredesk.publication.history import HistoryShelf
from wiredesk.publication.public import (
    Disclaimer,
    DisclaimerState,
    Indexing,
    ProviderRef,
    PublicAmendment,
    PublicProvider,
)
from wiredesk.wire.models import Kind, Provider


@prepared
def _providers() -> QuerySet[Provider]:
    return Provider.objects.order_by("name", "code")


def _facts(provider: Provider) -> Iterator[DisclaimerFacts]:
    """What may happen to a provider's copy here, the least of it first."""
    if provider.kind == Kind.HOUSE:
        return
    untouched = DisclaimerFacts(provider=provider.name, kind=provider.kind)
    yield untouched
    if provider.strip_marks:
        yield msgspec.structs.replace(untouched, marks_removed=True)
    yield msgspec.structs.replace(untouched, headline_changed=True)
    yield msgspec.structs.replace(untouched, reviewed=True)
    yield msgspec.structs.replace(untouched, paid=True)


def _disclaimers(provider: Provider, contract: Contract | None, language: str) -> tuple[Disclaimer, ...]:
    """The wording of each state, once: of a provider of paid copy every story is in the same."""
    wording = dict(contract.disclaimer) if contract else {}
    found: dict[DisclaimerState, Disclaimer] = {}
    for facts in _facts(provider):
        made = disclaim(facts, language, wording)
        found.setdefault(made.state, made)
    return tuple(found.values())


class Provenance:
    """One title's account of where its stories come from, for one batch; as with a Shelf, what was read is kept."""

    def __init__(self, title: Title) -> None:
        self._title = title
        self.history = HistoryShelf(title.pk)
        self.authors = AuthorShelf(title.pk)

    @cached_property
    def amendments(self) -> int:
        """How many corrections and withdrawals readers were told of."""
        return newest_number(self._title.pk)

    def amended(self, low: int, high: int) -> tuple[PublicAmendment, ...]:
        """Those numbered from `low` to `high`, newest first."""
        return numbered(self._title.pk, low, high)

    @cached_property
    def providers(self) -> tuple[PublicProvider, ...]:
        """Every provider, with what its contract says here."""
        contracts = titles.contracts(self._title)
        return tuple(self._provider(row, contracts.get(row.code)) for row in _providers())

    def _provider(self, row: Provider, contract: Contract | None) -> PublicProvider:
        return PublicProvider(
            ref=ProviderRef(row.code, row.name, row.kind, row.url),
            about=contract.about if contract else "",
            indexing=Indexing(contract.indexing) if contract else Indexing.INDEX,
            full_text_feeds=contract.full_text_feeds if contract else True,
            removed_marks=tuple(row.strip_marks),
            disclaimers=_disclaimers(row, contract, self._title.language),
        )
