"""How a child joins: onto the register, who stands to them how, the registration signed, and what parents agreed to."""

from datetime import timedelta

from django.utils import timezone

from consent import wording
from consent.actions.children import change_child, register_child
from consent.actions.delegations import delegate
from consent.actions.exclusions import exclude
from consent.actions.flags import set_flag
from consent.actions.handing_over import hand_over
from consent.actions.parents import Person, Standing, add_parent, link_parent
from consent.actions.registration import explain_registration
from consent.actions.restrictions import restrict
from consent.actions.statements import record_consent, withdraw_consent
from consent.actions.stating import as_written
from consent.actions.tablet import sign
from consent.models import Child, ConsentSignature, ConsentStatement, FamilyLink, PolicyVersion, Registration
from neston_sharing.audit.context import acting
from neston_sharing.operations.demonstration import pen, shapes
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.clock import Ago, Story, months_before

STARTS_AFTER = timedelta(days=14)
YEAR = timedelta(days=365)


def joining(data: shapes.Child, cast: Cast) -> Story:
    """The day on which a family comes in, from the register to the signature."""
    moment = data.joined.on(cast.today)
    yield moment
    key_person = cast.member(data.key_person)
    with acting(key_person):
        child = cast.children[data.name] = register(data, cast)
        for link in data.links:
            connect(link, child, cast)
    yield moment + timedelta(minutes=10)
    with acting(cast.member("manager")):
        put_up_flags(data, child, cast)
    with acting(cast.member("lead")):
        restrict_record(data, child, cast)
    yield moment + timedelta(minutes=15)
    with acting(key_person):
        registration = explain(data, child)
    if not data.signed:
        return
    yield moment + timedelta(minutes=30)
    with acting(key_person):
        take_signature(data, registration, cast)
    for number, consent in enumerate(data.consents):
        yield moment + timedelta(minutes=35 + number)
        with acting(key_person):
            consent_to(consent, child, cast)


def register(data: shapes.Child, cast: Cast) -> Child:
    return register_child(
        by=cast.member(data.key_person),
        given_names=data.given_names,
        family_name=data.family_name,
        known_as=data.known_as,
        date_of_birth=months_before(cast.today, data.months, data.day),
        starts_on=timezone.localdate() + STARTS_AFTER,
        key_person=cast.member(data.key_person),
        cover=cast.member_or_nobody(data.cover),
        address=data.address,
        postcode=data.postcode,
        protected=data.protected,
    )


def connect(data: shapes.Link, child: Child, cast: Cast) -> None:
    by, known = child.key_person, cast.parents.get(data.parent)
    how = standing(data, by, cast)
    if known:
        link_parent(by=by, child=child, parent=known, standing=how)
        return
    link = add_parent(by=by, child=child, person=person(data.parent, cast), standing=how)
    cast.parents[data.parent] = link.parent
    if data.delegated:
        let_sign(data, link)


def person(data: shapes.Parent, cast: Cast) -> Person:
    given, family = data.name.rsplit(" ", 1)
    return Person(
        given_names=given,
        family_name=family,
        safe_contact=data.safe_contact,
        telephone=data.telephone,
        email=data.email,
        email_is_private=bool(data.email),
        on_behalf_of=cast.agency(data.council) if data.council else None,
    )


def let_sign(data: shapes.Link, link: FamilyLink) -> None:
    """What the council delegates to a foster carer, as the placement plan says."""
    by, today = link.child.key_person, timezone.localdate()
    delegate(
        by=by,
        link=link,
        what=data.delegated,
        delegated_by=data.delegated_by,
        since=today,
        seen_on=today,
        seen_by=by,
    )


def standing(data: shapes.Link, by, cast: Cast) -> Standing:
    seen = {"evidence_seen_on": timezone.localdate(), "evidence_seen_by": by} if data.evidence else {}
    return Standing(
        relationship=data.relationship,
        has_responsibility=bool(data.ground),
        ground=data.ground,
        carer=data.carer,
        until=cast.today + timedelta(days=data.ends_in) if data.ends_in else None,
        lives_with_child=data.lives_with,
        evidence=data.evidence or None,
        **seen,
    )


def put_up_flags(data: shapes.Child, child: Child, cast: Cast) -> None:
    manager = cast.member("manager")
    for flag in data.flags:
        set_flag(
            by=manager,
            child=child,
            kind=flag.kind,
            detail=flag.detail,
            social_worker=cast.professional(flag.social_worker),
            about_parent=cast.parents[flag.about] if flag.about else None,
            limits_contact="contact" in flag.limits,
            limits_information="information" in flag.limits,
            ends_on=cast.today + timedelta(days=flag.ends_in) if flag.ends_in else None,
        )
    if data.excluded:
        key, reason = data.excluded
        exclude(by=manager, child=child, user=cast.member(key), reason=reason)


def restrict_record(data: shapes.Child, child: Child, cast: Cast) -> None:
    if data.restricted:
        reader, reason = data.restricted
        restrict(by=cast.member("lead"), child=child, readers=[cast.member(reader)], reason=reason)


def explain(data: shapes.Child, child: Child) -> Registration:
    return explain_registration(
        by=child.key_person,
        child=child,
        explained_how=Registration.Explained.SPOKEN,
        explained_by=child.key_person,
        explained_on=timezone.localdate(),
        explained_note=data.explained_note,
        policies=PolicyVersion.objects.each_in_force(),
    )


def take_signature(data: shapes.Child, registration: Registration, cast: Cast) -> None:
    """The first of those with responsibility reads and signs on the tablet."""
    by = registration.child.key_person
    signer = next(link.parent for link in data.links if link.ground)
    handover, _ = hand_over(by=by, child=registration.child, parent=cast.parents[signer])
    written = {"drawing": pen.sign(signer.name)} if data.drawn else {"typed_name": signer.signs_as or signer.name}
    sign(by=by, handover=handover, acknowledged=wording.NAMES, **written)


def consent_to(data: shapes.Consent, child: Child, cast: Cast) -> ConsentStatement:
    return record_consent(
        by=child.key_person,
        child=child,
        parent=cast.parents[data.parent],
        purpose=data.purpose,
        statement=data.statement,
        how=ConsentStatement.How.SCREEN,
        stated_on=timezone.localdate(),
        scope=data.scope,
        kinds=data.kinds,
        review_on=timezone.localdate() + YEAR if data.statement == "given" else None,
        reason=data.reason,
        signature=sign_for(data, child, cast),
    )


def sign_for(data: shapes.Consent, child: Child, cast: Cast) -> ConsentSignature:
    """The parent signs the answer on the tablet, by typing their name."""
    return ConsentSignature.objects.create(
        child=child,
        parent=cast.parents[data.parent],
        how=ConsentSignature.How.TYPED,
        typed_name=data.parent.signs_as or data.parent.name,
        signed_on=timezone.localdate(),
        shown=as_written(purpose=data.purpose, statement=data.statement, scope=data.scope, kinds=data.kinds),
        recorded_by=child.key_person,
    )


def withdrawing(data: shapes.Consent, name: str, when: Ago, cast: Cast) -> Story:
    """A parent takes back what they gave."""
    yield when.on(cast.today)
    child, parent = cast.child(name), cast.parents[data.parent]
    given = child.consents.get(parent=parent, purpose=data.purpose)
    with acting(child.key_person):
        withdraw_consent(by=child.key_person, statement=given, reason=data.withdrawn_why)


def leaving(name: str, when: Ago, cast: Cast) -> Story:
    """A fortnight before the last day, that day is entered."""
    last = when.on(cast.today)
    yield last - timedelta(days=14)
    child = cast.child(name)
    with acting(child.key_person):
        change_child(by=child.key_person, child=child, leaves_on=last.date())
