"""The paper's own words, in the title's language: every word that a page says by itself and no agency sent.

The texts lie in `languages/*.toml`; a word that a language lacks comes from English, which has them all.
"""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from wiredesk.common.numerals import number

ENGLISH = "en"


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """One language's words. `{name}` in a text is filled in by the page; dates are CLDR patterns."""

    language: str
    date_article: str
    date_full: str
    date_short: str
    date_month: str
    comma: str
    stop: str
    skip: str
    home_about: str
    front_about: str
    sections: str
    front: str
    front_page: str
    latest: str
    city: str
    cities: str
    cities_about: str
    city_choose: str
    city_forget: str
    edition_of: str
    all_of_paper: str
    names_of_places: str
    archive: str
    withdrawn_stories: str
    feed: str
    made_up: str
    pressed: str
    since_midnight: str
    day_line: str
    more_latest: str
    nothing_yet: str
    updated_at: str
    also_today: str
    in_brief: str
    breaking: str
    live_now: str
    live_newest: str
    live_ended: str
    most_read: str
    by: str
    by_for: str
    citing: str
    citing_others: str
    also_reported: str
    beside: str
    sources_cited: str
    cited_once: str
    cited_times: str
    published: str
    updated: str
    corrected: str
    correction: str
    paid: str
    picture: str
    picture_alt: str
    embed_video: str
    embed_audio: str
    embed_post: str
    embed_frame: str
    embeds: str
    player_loads: str
    slip: str
    sent_by: str
    received_here: str
    received_after: str
    live: str
    live_after: str
    updated_by_agency: str
    updated_live: str
    source: str
    versions: str
    headline: str
    agency_own: str
    as_sent: str
    our_own: str
    own_staff: str
    no_picture: str
    more_from: str
    read_as_data: str
    related: str
    newest_related: str
    so_far: str
    whole_story: str
    thread_note: str
    topics: str
    topic_subject: str
    topic_place: str
    topic_person: str
    topic_outlet: str
    topic_stories: str
    topic_threads: str
    topic_who: str
    cited_in_one: str
    cited_in_stories: str
    newest_first: str
    from_the_start: str
    newest_in: str
    minutes_to_read: str
    listen: str
    stop_listening: str
    no_voice: str
    computers_voice: str
    save: str
    saved: str
    share: str
    share_with: str
    copy_link: str
    link_copied: str
    by_mail: str
    display: str
    print: str
    next_story: str
    saved_stories: str
    saved_about: str
    needs_script: str
    remove: str
    saved_gone: str
    saved_away: str
    nothing_saved: str
    display_and_keys: str
    on_this_device: str
    colours: str
    text_size: str
    keys: str
    close: str
    theme_device: str
    theme_light: str
    theme_dark: str
    theme_sepia: str
    theme_contrast: str
    size_small: str
    size_usual: str
    size_large: str
    size_largest: str
    key_on: str
    key_back: str
    key_search: str
    key_help: str
    keys_on: str
    keys_off: str
    history: str
    history_about: str
    version_n: str
    version_now: str
    version_first: str
    version_not_kept: str
    words_changed: str
    only_marks_changed: str
    paragraphs_same: str
    see_changes: str
    back_to_story: str
    earlier: str
    later: str
    corrections: str
    corrections_about: str
    none_corrected: str
    withdrawn_for_a_time: str
    corrected_and_gone: str
    about_this_feed: str
    about_feed: str
    who_they_are: str
    who_agency: str
    who_paid: str
    who_house: str
    what_we_do: str
    does_word_for_word: str
    does_keep_marks: str
    does_remove_marks: str
    does_replace: str
    does_withdraw: str
    does_keep_paid_apart: str
    does_noindex_news: str
    does_noindex: str
    does_canonical: str
    does_short_feeds: str
    how_worded: str
    no_disclaimer: str
    seconds: str
    minutes: str
    hours: str
    days: str
    gone_kicker: str
    gone_by_agency: str
    gone_by_us: str
    down_kicker: str
    down: str
    notice: str
    dated: str
    what_happened: str
    withdrawn: str
    received_and_live: str
    notice_from_agency: str
    decision_here: str
    gone_from_pages: str
    gone_from_pages_after: str
    withdrawn_by: str
    taken_out_of: str
    taken_out_of_what: str
    what_remains: str
    what_remains_what: str
    reason: str
    do_not_rely: str
    all_withdrawn: str
    withdrawn_by_agency: str
    withdrawn_by_paper: str
    was_live_from: str
    none_withdrawn: str
    withdrawn_about: str
    not_found: str
    not_found_more: str
    archive_empty: str
    page_of_day: str
    older_page: str
    newer_page: str
    day_before: str
    search: str
    search_paper: str
    search_label: str
    search_about: str
    search_narrow: str
    every_section: str
    agency: str
    every_agency: str
    search_city: str
    search_no_city: str
    from_day: str
    to_day: str
    order: str
    best_first: str
    found_one: str
    found_many: str
    found_newest: str
    found_near: str
    found_nothing: str
    found_nothing_more: str
    search_unready: str
    previous_page: str
    next_page: str
    pages: str
    epaper: str
    epaper_about: str
    epaper_number: str
    epaper_page_of: str
    epaper_on_page: str
    epaper_places: str
    epaper_zoom_in: str
    epaper_zoom_out: str
    epaper_page_pdf: str
    epaper_issue_pdf: str
    epaper_clip: str
    epaper_read_web: str
    epaper_find_issue: str
    epaper_find_all: str
    epaper_all: str
    epaper_before: str
    epaper_after: str
    epaper_by_month: str
    epaper_by_city: str
    epaper_how: str
    epaper_made: str
    epaper_imported: str
    epaper_no_text: str
    epaper_story_gone: str
    epaper_story_corrected: str
    epaper_gone_since: str
    epaper_redone: str
    epaper_made_again: str
    epaper_continued_on: str
    epaper_continued_from: str
    epaper_issue_gone: str
    epaper_found: str
    epaper_find_about: str
    epaper_as_printed: str
    sign_in: str
    sign_in_name: str
    sign_in_password: str
    sign_in_why: str
    sign_in_no_match: str
    sign_in_too_many: str


@cache
def words(language: str) -> Words:
    """The words of a language such as `hi` or `en-IN`; English where we have none in it."""
    folder = files("wiredesk.outlets.website") / "languages"
    own = folder / f"{language.split('-', maxsplit=1)[0].lower()}.toml"
    texts = tomllib.loads((folder / f"{ENGLISH}.toml").read_text(encoding="utf-8"))
    known = own.is_file()
    if known:
        texts |= tomllib.loads(own.read_text(encoding="utf-8"))
    return msgspec.convert({"language": language if known else ENGLISH, **texts}, Words, strict=True)


def span(words: Words, seconds: float) -> str:
    """A length of time in its largest whole unit, such as `12 s` or `3 min`."""
    for unit, text in ((172800, words.days), (5400, words.hours), (90, words.minutes)):
        if seconds >= unit:
            size = {172800: 86400, 5400: 3600, 90: 60}[unit]
            return text.format(n=number(round(seconds / size), words.language))
    return words.seconds.format(n=number(round(seconds), words.language))
