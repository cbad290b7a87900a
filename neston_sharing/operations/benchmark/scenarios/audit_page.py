"""The page of the audit log: as quick at a million entries as at a thousand, whatever is asked, on every page."""

from datetime import timedelta

from django.utils import timezone

from consent.models import Child
from neston_sharing.audit.models import Entry
from neston_sharing.audit.views import log
from neston_sharing.operations.benchmark.databases import FEW, MANY
from neston_sharing.operations.benchmark.judging import Goal
from neston_sharing.operations.benchmark.rounds import Work
from neston_sharing.operations.benchmark.scenarios.pages import NO_OP, no_op, page
from neston_sharing.operations.benchmark.seeding import World
from neston_sharing.staff.models import User

NAME = "A page of 100 entries"
A_PAGE, A_MILLION = 100, 1_000_000
FIRST, FIRST_OF_FEW, LAST = "first page", "first page at 1 thousand", "last page"
STOCK, TUNED, TUNED_LAST = "stock", "tuned stock", "tuned stock, last page"
FILTERS = ("child", "person", "event", "kind of record", "since", "until")
PATH, ROLE = "/audit/", "manager"
GOALS = (
    Goal("of one at 1 thousand", FIRST, FIRST_OF_FEW, at_most=1.25),
    Goal("of a no-op", FIRST, NO_OP, at_most=8),
    Goal("the last page, of the first", LAST, FIRST, at_most=1.5),
    *(Goal(f"by {name}, of all", name, FIRST, at_most=1.5) for name in FILTERS),
    Goal("stock admin, of ours", STOCK, FIRST, at_least=250, size=A_MILLION, on=(("postgresql", 35),)),
    Goal("tuned stock admin, of ours", TUNED, FIRST, at_least=3.5, size=A_MILLION),
    Goal("tuned stock admin, last page, of ours", TUNED_LAST, LAST, at_least=30, size=A_MILLION),
)


def works(world: World) -> dict[str, Work]:
    log.SIZE = A_PAGE  # as many as the stock list shows
    world.databases.use(MANY)
    asked = _addresses()
    slow = {"times": 1, "at_most": 5, "warm": world.entries < A_MILLION}
    stock = {
        STOCK: "/benchmark/stock/audit/entry/",
        TUNED: "/benchmark/tuned/audit/entry/",
        TUNED_LAST: f"/benchmark/tuned/audit/entry/?p={-(-world.entries // A_PAGE) - 1}",
    }
    return {
        NO_OP: no_op(world, MANY, ROLE),
        FIRST_OF_FEW: page(world, FEW, ROLE, PATH),
        **{name: page(world, MANY, ROLE, address) for name, address in asked.items()},
        **{name: page(world, MANY, ROLE, address, **slow) for name, address in stock.items()},
    }


def _addresses() -> dict[str, str]:
    """Where each page stands; those of a filter show a whole page each."""
    child, person = Child.objects.order_by("id")[0], User.objects.holding("practitioner").get()
    oldest = Entry.objects.order_by("id")[A_PAGE].pk
    half_a_year_ago = f"{timezone.localdate() - timedelta(days=180):%d/%m/%Y}"
    asked = {
        "child": f"child={child.reference}",
        "person": f"person={person.pk}",
        "event": "kind=file_opened",
        "kind of record": "kind=sharing.decision",
        "since": f"since={half_a_year_ago}",
        "until": f"until={half_a_year_ago}",
    }
    return {FIRST: PATH, LAST: f"{PATH}?before={oldest}"} | {name: f"{PATH}?{query}" for name, query in asked.items()}
