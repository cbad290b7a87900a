"""What the seal adds to an audited save: the same save, in a copy of the database, with the sealing switched off."""

from agencies.models import Agency
from neston_sharing.audit import sealing
from neston_sharing.audit.context import acting
from neston_sharing.operations.benchmark.judging import Goal
from neston_sharing.operations.benchmark.rounds import Work
from neston_sharing.operations.benchmark.seeding import World
from neston_sharing.staff.models import User

NAME = "A sealed save"
SEALED, AUDITED = "sealed", "audited"
GOALS = (Goal("of an audited one", SEALED, AUDITED, at_most=1.15),)
COPY = "saving"


def works(world: World) -> dict[str, Work]:
    world.databases.copy(COPY)
    world.databases.use(COPY)
    agency, manager, times = Agency.objects.order_by("id")[0], User.objects.holding("manager")[0], iter(range(10**9))

    def save() -> None:
        agency.hours = f"Monday to Friday, 8.30 to 17.30 ({next(times)})"
        with acting(manager):
            agency.save()

    def use() -> None:
        world.databases.use(COPY)

    def switch_off() -> None:
        use()
        sealing.stop()

    return {
        SEALED: Work(save, before=use, times=15),
        AUDITED: Work(save, before=switch_off, after=sealing.begin, times=15),
    }
