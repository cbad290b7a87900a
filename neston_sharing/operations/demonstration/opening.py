"""How the setting began: its name, its people, its policies and its directory of agencies."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.utils import timezone

from agencies.actions.directory import add_agency, add_route, confirm_details
from agencies.actions.professionals import add_professional
from agencies.actions.protocols import adopt_version, start_protocol
from consent.actions.laws import load_shipped_laws
from consent.actions.policies import adopt_policy, load_shipped_policies
from neston_sharing.audit.context import acting
from neston_sharing.foundation.details import change_setting
from neston_sharing.operations.demonstration import shapes
from neston_sharing.operations.demonstration.agencies import AGENCIES, PROTOCOL
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.clock import Ago, Story, months_before
from neston_sharing.operations.demonstration.people import MEMBERS, PASSWORD, SETTING
from neston_sharing.operations.demonstration.policies import POLICIES, Policy
from neston_sharing.staff.actions import accept_invitation, change_roles, invite, set_up

A_MONTH = timedelta(days=30)
OPENED = Ago(320, "08:30")  # before the first child joins, and more than a year ago


def opening(cast: Cast) -> Story:
    """Set up, invite the staff, adopt the policies, fill the directory."""
    moment = OPENED.on(cast.today)
    yield moment
    open_setting()
    for minute, member in enumerate(MEMBERS[1:], start=10):
        yield moment + timedelta(minutes=minute)
        join(member, cast)
    yield moment + timedelta(hours=1)
    with acting(cast.member("manager")):
        for policy in POLICIES:
            adopt(policy, cast)
    yield from fill_directory(cast, moment + timedelta(hours=2))
    yield moment + timedelta(hours=3)
    with acting(cast.member("manager")):
        agree(PROTOCOL, cast)


def open_setting() -> None:
    load_shipped_policies()
    load_shipped_laws()
    first = MEMBERS[0]
    invited = set_up(setting_name=SETTING["name"], manager_name=first.name, manager_email=first.email)
    manager = accept_invitation(code=invited.code, password=PASSWORD)
    with acting(manager):
        change_setting(by=manager, **SETTING, demonstration=True)


def join(member: shapes.Member, cast: Cast) -> None:
    manager = cast.member("manager")
    with acting(manager):
        invited = invite(
            by=manager,
            name=member.name,
            email=member.email,
            post=member.post,
            roles=member.roles,
            until=timezone.localdate() + A_MONTH,
        )
    accept_invitation(code=invited.code, password=PASSWORD)


def auditing_again(cast: Cast) -> Story:
    """The auditor comes once a year: the role ran out, and is given anew for two months."""
    yield Ago(15, "09:05").on(cast.today)
    manager = cast.member("manager")
    with acting(manager):
        change_roles(by=manager, user=cast.member("auditor"), roles=["auditor"], until=cast.today + 2 * A_MONTH)


def adopt(policy: Policy, cast: Cast) -> None:
    adopted = months_before(OPENED.on(cast.today).date(), policy.months_ago, 9)
    adopt_policy(
        by=cast.member("manager"),
        policy=policy.policy,
        title=policy.title,
        text=policy.text,
        adopted_on=adopted,
        review_due=months_before(adopted, -policy.review_in, 28),
        signatory="David Owusu",
        signatory_role="For the committee",
    )


def fill_directory(cast: Cast, moment: datetime) -> Story:
    for minute, agency in enumerate(AGENCIES):
        yield moment + timedelta(minutes=3 * minute)
        with acting(cast.member("manager")):
            enter(agency, cast)


def enter(data: shapes.Agency, cast: Cast) -> None:
    manager, checked_on = cast.member("manager"), OPENED.on(cast.today).date()
    agency = add_agency(
        by=manager,
        name=data.name,
        kind=data.kind,
        reach=data.reach,
        what_it_does=data.what_it_does,
        supports_families=data.supports_families,
        hours=data.hours,
        checked_today=True,
    )
    for route in data.routes:
        add_route(by=manager, agency=agency, **asdict(route))
    for name, post, how in data.professionals:
        add_professional(
            by=manager,
            agency=agency,
            name=name,
            post=post,
            identity_checked_how=how,
            identity_checked_on=checked_on if how else None,
        )


def agree(data: shapes.Protocol, cast: Cast) -> None:
    """Adopt a protocol, to be reviewed in a year and a half."""
    manager, adopted_on = cast.member("manager"), OPENED.on(cast.today).date()
    version = start_protocol(
        by=manager,
        title=data.title,
        kind=data.kind,
        thresholds=data.thresholds,
        steps="\n".join(data.steps),
        review_due=months_before(adopted_on, -18, 28),
    )
    adopt_version(by=manager, version=version, adopted_on=adopted_on)


def checking(data: shapes.Agency, cast: Cast) -> Story:
    """Somebody goes through the agency's details again."""
    yield data.checked.on(cast.today)
    manager = cast.member("manager")
    with acting(manager):
        confirm_details(by=manager, agency=cast.agency(data.name))
