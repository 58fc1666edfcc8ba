"""The buttons: a form that says what will happen and asks why, then the act itself, by the person who pressed."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wiredesk.common.clock import system_clock
from wiredesk.common.errors import ActionRefused, UsageError
from wiredesk.common.wake import wake
from wiredesk.decisions.actions import breaking
from wiredesk.decisions.actions.draft import Actor
from wiredesk.decisions.actions.place import PLACES
from wiredesk.decisions.printing import LAST_PAGE
from wiredesk.decisions.story_file import StoryFile, newest_number, story_file
from wiredesk.decisions.thread_file import near, thread_of
from wiredesk.house.models import Section
from wiredesk.newsroom.access import desk, name_of, person_at
from wiredesk.newsroom.act import PIN_DEFAULT, PIN_HOURS, Act, Call, Given
from wiredesk.newsroom.acts import BY_VERB, THREAD_ACTS
from wiredesk.newsroom.frame import Choice, page, query_of, wanted_of
from wiredesk.newsroom.fronts import choices
from wiredesk.newsroom.storypage import UNKNOWN

NO_SUCH_ACT = "The desk has no such button. Go back to the story: its buttons are above the text."
LONGEST = int(breaking.LONGEST.total_seconds()) // 3600
ARRIVED = "A later version came in while you were reading. Look at it, then decide again."


def wake_worker() -> None:
    """Once the database has it, the worker is told: it need not wait for its next look."""
    transaction.on_commit(lambda: wake(settings.HOME))


def _given(request: HttpRequest) -> Given:
    said = request.POST
    return Given(
        reason=said.get("reason", ""),
        headline=said.get("headline", ""),
        section=said.get("section", ""),
        hours=said.get("hours", ""),
        front=said.get("front", "home"),
        slot=said.get("slot", "lead"),
        other=said.get("other", ""),
        stories=tuple(said.getlist("stories")),
        name=said.get("name", ""),
        place=said.get("place", ""),
        note=said.get("note", ""),
        lift_embargo=said.get("lift_embargo") == "yes",
        printing=said.get("printing", ""),
        print_page=said.get("print_page", ""),
        print_full=said.get("print_full") == "yes",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def act_on(request: HttpRequest, story: str, verb: str) -> HttpResponse:
    """The form of an act, and with POST the act. What is refused is said above the form, with status 409."""
    act = BY_VERB.get(verb)
    if act is None:
        return page(request, "nothing.html", system_clock(), status=404, sentence=NO_SUCH_ACT)
    if request.method != "POST":
        return _form(request, story, act, Given(other=request.GET.get("other", ""), place=request.GET.get("place", "")))
    given = _given(request)
    person = person_at(request)
    call = Call(story, Actor(person=person.pk, name=name_of(person)), given, system_clock())
    try:
        with transaction.atomic():
            _insist_on_sight(request, act, story)
            act.do(call)
            wake_worker()
    except (ActionRefused, UsageError) as refusal:
        return _form(request, story, act, given, refusal.sentence)
    messages.success(request, act.done)
    return redirect(reverse("story", args=[story]) + query_of(wanted_of(request)))


def _insist_on_sight(request: HttpRequest, act: Act, story: str) -> None:
    """Raises ActionRefused when the text that the act is about is no longer the one the person looked at."""
    seen = request.POST.get("seen", "")
    if act.sighted and seen and seen != str(newest_number(story)):
        raise ActionRefused(ARRIVED, fact=f"{act.verb}_unsighted")


def _form(request: HttpRequest, story: str, act: Act, given: Given, refusal: str = "") -> HttpResponse:
    now = system_clock()
    found = story_file(story)
    if found is None:
        return page(request, "nothing.html", now, status=404, sentence=UNKNOWN)
    return page(
        request,
        "act.html",
        now,
        status=409 if refusal else 200,
        story=found,
        act=act,
        applies=act.applies(found),
        given=given,
        refusal=refusal,
        embargoed=act.verb == "release" and found.due_at is not None and found.due_at > now,
        sections=_sections(found, given),
        hours=_hours_for(act, given),
        fronts=choices(given.front),
        slots=[Choice(slot.value, slot.value.capitalize(), slot == given.slot) for slot in PLACES],
        printing=_printing(found, given, refused=bool(refusal)),
        last_page=LAST_PAGE,
        **_thread(act, found, given),
        top_query=query_of(wanted_of(request)),
    )


def _printing(story: StoryFile, given: Given, *, refused: bool) -> dict[str, object]:
    """The form of print: as it was filled in where that was refused, else as the story stands."""
    now = story.printing
    chosen = given.printing if refused else "never" if now.never else "must" if now.must else ""
    names = (("", "By its own merit"), ("must", "In the next issue"), ("never", "Not in print"))
    return {
        "choices": [Choice(value, label, value == chosen) for value, label in names],
        "page": given.print_page if refused else now.page or "",
        "full": given.print_full if refused else now.full,
    }


def _thread(act: Act, story: StoryFile, given: Given) -> dict[str, object]:
    """What the forms of running stories offer: the stories of this one, its neighbours outside it, its name."""
    if act not in THREAD_ACTS:
        return {}
    thread = thread_of(story.id)
    chosen = given.stories or (story.id,)
    members = thread.members if thread else ()
    return {
        "members": [Choice(one.story, one.headline or one.story, one.story in chosen) for one in members],
        "near": [Choice(one.story, one.headline, one.story == given.other) for one in near(story.id, thread)],
        "thread_name": given.name or (thread.name if thread else ""),
    }


def _hours_for(act: Act, given: Given) -> list[Choice]:
    chosen = given.hours or str(1 if act.verb == "breaking" else PIN_DEFAULT)
    # Nothing is breaking for a day.
    return [Choice(str(h), _hours(h), str(h) == chosen) for h in PIN_HOURS if act.verb != "breaking" or h <= LONGEST]


def _hours(hours: int) -> str:
    return "1 hour" if hours == 1 else f"{hours} hours"


def _sections(story: StoryFile, given: Given) -> list[Choice]:
    present = given.section or story.section
    names = dict(Section.objects.order_by("-order", "-slug").values_list("slug", "name"))
    return [Choice(slug, name, slug == present) for slug, name in reversed(names.items())]
