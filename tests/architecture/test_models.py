"""The tables keep the picture: keys point upstream, nothing points back, and names say what a moment is."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from tests.architecture.source import PACKAGE

ORDER = ("people", "house", "wire", "story", "decisions", "publication")
"""Rooms that have tables, from the source downstream."""

MOMENTS_BY_OTHER_NAMES = {
    "at": "the moment of the row itself: a decision, a fault, a change",
    "since": "the two ends of a span read better as since and until",
    "until": "the two ends of a span read better as since and until",
    "pinned_until": "the end of a span whose beginning is the decision's",
}


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.startswith("wiredesk."):
            yield model


def _own_fields(model: type[models.Model]) -> Iterator["models.Field[object, object]"]:
    """The fields that we gave it: not those of Django's own bases."""
    inherited = {
        field.name for base in model.__mro__[1:] if hasattr(base, "_meta") for field in base._meta.get_fields()
    }
    for field in model._meta.get_fields():
        if isinstance(field, models.Field) and field.name not in inherited:
            yield field


def test_every_table_lies_in_a_room_that_may_have_tables() -> None:
    assert {model._meta.app_label for model in _models()} == set(ORDER)
    assert {path.parent.name for path in PACKAGE.glob("*/models.py")} == set(ORDER)


def test_foreign_keys_point_upstream() -> None:
    for model in _models():
        for field in _own_fields(model):
            if field.remote_field and isinstance(field.related_model, type):
                there = field.related_model._meta.app_label
                assert ORDER.index(there) <= ORDER.index(model._meta.app_label), f"{model.__name__}.{field.name}"


def test_nothing_can_be_walked_back_down() -> None:
    for model in _models():
        for field in _own_fields(model):
            if isinstance(field, (models.ForeignKey, models.ManyToManyField)):
                assert field.remote_field.related_name == "+", f"{model.__name__}.{field.name}"


def test_a_key_downstream_never_deletes_what_happened() -> None:
    """Rows across rooms are protected: only parts go with their whole, and those lie in one room."""
    for model in _models():
        for field in _own_fields(model):
            if not isinstance(field, models.ForeignKey) or not isinstance(field.related_model, type):
                continue
            if field.related_model._meta.app_label != model._meta.app_label:
                assert field.remote_field.on_delete is models.PROTECT, f"{model.__name__}.{field.name}"


def test_instants_end_in_at_and_days_in_date() -> None:
    used = set()
    for model in _models():
        for field in _own_fields(model):
            where = f"{model.__name__}.{field.name}"
            if isinstance(field, models.DateTimeField):
                used.add(field.name)
                assert field.name.endswith("_at") or field.name in MOMENTS_BY_OTHER_NAMES, where
                assert not field.auto_now, f"{where} asks the clock itself"
                assert not field.auto_now_add, f"{where} asks the clock itself"
            elif isinstance(field, models.DateField):
                assert field.name.endswith("_date"), where
    assert set(MOMENTS_BY_OTHER_NAMES) <= used


def test_nothing_is_called_a_bare_slug_but_what_readers_find_by_it() -> None:
    """A slug is the wire's slugline to an editor: the web part of an address says which one it is."""
    bare = {model.__name__ for model in _models() for field in _own_fields(model) if field.name == "slug"}
    assert bare <= {"Section", "Edition", "Front"}


def test_models_and_migrations_agree() -> None:
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(loader.graph)
    assert not changes
