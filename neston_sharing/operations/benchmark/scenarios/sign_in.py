"""Signing in, against nothing but the check of the password, which takes its time on purpose."""

from django.contrib.auth.hashers import check_password
from django.core.cache import cache
from django.test import Client

from neston_sharing.operations.benchmark.databases import FEW
from neston_sharing.operations.benchmark.judging import Goal
from neston_sharing.operations.benchmark.rounds import Work
from neston_sharing.operations.benchmark.scenarios.pages import must_be
from neston_sharing.operations.benchmark.seeding import World
from neston_sharing.operations.demonstration.people import MEMBERS, PASSWORD
from neston_sharing.staff.models import User

NAME = "Signing in"
SIGN_IN, HASH = "sign-in", "hasher"
GOALS = (Goal("of the hasher's own time", SIGN_IN, HASH, at_most=1.15),)
EMAIL = MEMBERS[2].email


def works(world: World) -> dict[str, Work]:
    world.databases.use(FEW)
    kept = User.objects.get(email=EMAIL).password

    browser = Client()

    def sign_in() -> None:
        must_be(browser.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD}), 302)

    def check() -> None:
        if not check_password(PASSWORD, kept):
            raise RuntimeError("The password is not the one that was set")

    def begin() -> None:
        """Nobody signs in so often: the limit of tries from one address is not what is measured."""
        world.databases.use(FEW)
        browser.cookies.clear()
        cache.clear()

    return {SIGN_IN: Work(sign_in, before=begin, times=5), HASH: Work(check, before=begin, times=5)}
