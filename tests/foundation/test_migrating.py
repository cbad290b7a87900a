"""Models made together are the models made one by one."""

from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from neston_sharing.foundation.migrating import CreateModels, at_once

KEY = ("id", models.BigAutoField(primary_key=True))
CHILD = migrations.CreateModel("Child", [KEY])
VISIT = migrations.CreateModel("Visit", [KEY, ("child", models.ForeignKey("cake.Child", models.PROTECT))])
NOTE = migrations.AddField("Child", "note", models.TextField(default=""))
SHEET = migrations.CreateModel("Sheet", [KEY, ("visit", models.ForeignKey("cake.Visit", models.PROTECT))])
EACH = [CHILD, VISIT, NOTE, SHEET]


def moved(operations) -> ProjectState:
    state = ProjectState()
    assert state.apps  # as when a migration before it has made them
    for operation in operations:
        operation.state_forwards("cake", state)
    return state


def test_those_that_follow_each_other_are_one_and_all_stay_in_their_order():
    first, note, last = at_once(EACH)
    assert [type(each) for each in (first, last)] == [CreateModels, CreateModels]
    assert (first.models, note, last.models) == ([CHILD, VISIT], NOTE, [SHEET])
    assert first.describe() == "Create model Child; Create model Visit"


def test_the_state_is_that_of_one_by_one_and_its_models_know_each_other():
    state = moved(at_once(EACH))
    assert state == moved(EACH)
    visit, sheet = (state.apps.get_model("cake", name) for name in ("Visit", "Sheet"))
    assert sheet._meta.get_field("visit").related_model is visit
    assert visit._meta.get_field("child").related_model._meta.get_field("note")


def test_its_tables_are_made_and_taken_away(transactional_db):
    together = at_once([CHILD, VISIT])[0]
    before, after = ProjectState(), moved([together])
    with connection.schema_editor() as editor:
        together.database_forwards("cake", editor, before, after)
    assert {"cake_child", "cake_visit"} <= set(connection.introspection.table_names())
    with connection.schema_editor() as editor:
        together.database_backwards("cake", editor, after, before)
    assert not {"cake_child", "cake_visit"} & set(connection.introspection.table_names())
