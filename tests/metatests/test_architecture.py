"""The floors and the house rules, derived from the code itself."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from neston_sharing.settings import MIGRATION_MODULES

ROOT = Path(__file__).parent.parent.parent
FLOORS = ["foundation", "audit", "staff", "agencies", "consent", "sharing"]
OURS = [model for label in FLOORS for model in apps.get_app_config(label).get_models()]
PACKAGES = ("neston_sharing", "sharing", "consent", "agencies")
CODE = [path for folder in PACKAGES for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts]


def floor(model: type[models.Model]) -> int:
    return FLOORS.index(model._meta.app_label)


def relations():
    for model in OURS:
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model in OURS:
                yield pytest.param(model, field, id=f"{model._meta.label}.{field.name}")


def test_imports_point_downward():
    done = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("model", "field"), list(relations()))
def test_foreign_keys_point_downward(model, field):
    to_staff = field.related_model._meta.label == "staff.User"  # everything says who did it
    assert to_staff or floor(field.related_model) <= floor(model)


@pytest.mark.parametrize(("model", "field"), list(relations()))
def test_nothing_vanishes_with_what_it_points_at(model, field):
    assert field.remote_field.on_delete is models.PROTECT


def test_no_migration_is_missing(tmp_path):
    """In a process of its own: here the tables are made without migrations."""
    (tmp_path / "neston.sqlite3").touch()
    command = [sys.executable, ROOT / "manage.py", "makemigrations", "--check", "--dry-run"]
    at_home = os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    done = subprocess.run(command, env=at_home, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("fresh", [True, False], ids=["a new database", "one that followed each change"])
def test_migrations_come_to_the_models_by_either_way(fresh, settings):
    """A new database takes the squashed ones, in half the time; one that followed each change goes on from there."""
    settings.MIGRATION_MODULES = MIGRATION_MODULES  # as they are when no test runs
    loader = MigrationLoader(None, replace_migrations=fresh)
    assert (("sharing", "0002_consent_met_by_decisions") in loader.graph.nodes) != fresh
    by_migrations, as_written = loader.project_state(), ProjectState.from_apps(apps)
    changes = MigrationAutodetector(by_migrations, as_written).changes(loader.graph)
    assert changes.keys().isdisjoint(FLOORS)


def names_called(tree: ast.AST) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


# A write that goes round save() goes round the audit log.
ROUND_THE_LOG = {"bulk_create", "bulk_update", "_raw_delete", "disable_auditlog"}


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_written_round_the_audit_log(path):
    tree = ast.parse(path.read_text())
    assert not names_called(tree) & ROUND_THE_LOG
    queryset_updates = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "update"
        and any(
            part in ast.unparse(node.func.value) for part in (".objects", ".filter(", ".all()", "select_for_update")
        )
    ]
    assert queryset_updates == []


# Where many rows are written by one statement: beneath the log itself, and in a benchmark's throw-away place.
WRITES_MANY = {
    "neston_sharing/foundation/models/inserting.py",
    "neston_sharing/audit/sealing.py",
    "neston_sharing/audit/disposing.py",  # the names of what goes, whose hash is logged
    "neston_sharing/operations/benchmark/bulk.py",
}


def test_many_rows_are_written_at_once_beneath_the_log_and_for_a_benchmark_only():
    written = {str(path.relative_to(ROOT)) for path in CODE if re.search(r"executemany|insert_all", path.read_text())}
    assert written == WRITES_MANY


VIEWS = [path for path in CODE if "views" in path.parts or path.name == "views.py"]
RULES_IN_VIEWS = re.compile(r"\.(filter|exclude|annotate|aggregate|raw|extra)\(")


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_views_hold_no_query_of_their_own(path):
    assert not RULES_IN_VIEWS.search(path.read_text())


# Plain-text e-mails (.txt) are no markup: there, escaping would show.
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".svg"})


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_escape_everything_and_hold_nothing_inline(path):
    text = path.read_text()
    assert not re.search(r"\|\s*safe\b|autoescape off|mark_safe", text)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\bsrc=)", text)


def test_no_function_is_over_50_lines_and_no_module_over_350():
    long = []
    for path in CODE:
        text = path.read_text()
        long += [str(path)] if text.count("\n") > 350 else []
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 50:
                long.append(f"{path}:{node.name}")
    assert long == []


def test_only_the_pdf_room_knows_the_renderer():
    knows = [path.name for path in CODE if re.search(r"^\s*(import|from) weasyprint", path.read_text(), re.M)]
    assert knows == ["pdf.py"]


ALL_PAGES = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().reverse_dict  # reads every module of addresses, and so every view
assert "sharing.views.poster" in sys.modules
print([name for name in sys.modules if name.startswith(("weasyprint", "pydyf", "fontTools"))])
"""


def test_no_page_waits_for_the_renderer_to_be_imported(tmp_path):
    """Nor one that makes a PDF: that is done in a process of its own."""
    told = os.environ | {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "neston_sharing.settings"}
    done = subprocess.run([sys.executable, "-c", ALL_PAGES], env=told, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


MEANT_ANEW = {"visible_to", "to_child"}  # the gate, and the way to a child: a kind of record may say its own


def words_of(queryset: type) -> list[str]:
    """Every public name that a queryset and what it is made of bring, of those that are ours."""
    ours = [kind for kind in queryset.__mro__ if kind.__module__.partition(".")[0] in PACKAGES]
    return [name for kind in ours for name in vars(kind) if not name.startswith("_")]


@pytest.mark.parametrize("queryset", sorted({type(model._default_manager.all()) for model in OURS}, key=str))
def test_no_word_of_a_queryset_takes_the_place_of_another(queryset):
    """A child was once found by part of a name where the exact one was asked for: two words were the same."""
    words = words_of(queryset)
    assert {word for word in words if words.count(word) > 1} <= MEANT_ANEW


def test_the_top_level_is_as_the_user_fixed_it():
    shown = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "__pycache__"))}
    assert shown == {
        "manage.py", "neston_sharing", "sharing", "consent", "agencies", "templates", "static", "tests",
        "pyproject.toml", "README.md",
    }  # fmt: skip
