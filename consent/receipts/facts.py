"""What a receipt says, word for word, when it is issued: a list of [label, words] in which nothing is empty."""

from django.db.models import Q
from django.utils.text import get_text_list

from consent import wording
from consent.models import ConsentSignature, ConsentStatement, Signature
from consent.models.signing import Signed
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.templatetags.neston import date_time, long_date

Facts = list[list[str]]
Said, How = ConsentStatement.Statement, ConsentStatement.How

AGREED, REFUSED, WITHDREW = "You agreed", "You said no", "You withdrew your consent"
ACKNOWLEDGED = "You signed that you understand"
ANSWERS = {
    AGREED: "Agreed",
    REFUSED: "Said no",
    WITHDREW: "Withdrew their consent",
    ACKNOWLEDGED: "Signed that they understand",
}
"""What begins a part of a receipt, and the same as the staff read it of a parent."""
SIGNED_ON = "You signed on"
NO_CONSENT = (
    "It says that you understand. It does not say that you agree to any sharing: that is always asked separately."
)
TO_WITHDRAW = (
    "You can change your mind on any day. Tell any member of staff, in spoken words or in writing. "
    "You need not say why. From then on we do not rely on your consent."
)
ENDED = "From that day we do not rely on this consent. What was shared before stays on our record."


def of_registration(signature: Signature) -> Facts:
    registration = signature.registration
    given = [str(each.version.title) for each in registration.policies_given.select_related("version")]
    consents = given_with(signature)
    return _whole(
        *_about(registration.child, signature.parent),
        (ACKNOWLEDGED, "How we keep and share information"),
        ("You ticked", "\n".join(_ticked(signature.wording))),
        ("You were given", "\n".join(given)),
        ("What it means", NO_CONSENT),
        ("Version of the words", signature.wording_version),
        *(_answers(consents) if consents else ()),
        *_signed(signature),
        ("To change your mind", TO_WITHDRAW if consents else ""),
        *_setting(),
    )


def of_consents(signature: ConsentSignature) -> Facts:
    """Say every answer that the signature stands under."""
    return _whole(
        *_about(signature.child, signature.parent),
        *_answers(signature),
        *_signed(signature),
        ("To change your mind", TO_WITHDRAW),
        *_setting(),
    )


def given_with(signature: Signature) -> ConsentSignature | None:
    """Find the answers about consent that were signed together with a registration: the same page was shown."""
    of_that_day = signature.parent.consent_signatures.filter(
        child=signature.registration.child, how=signature.how, signed_on=signature.signed_on
    )
    return next((each for each in of_that_day if each.shown == signature.wording), None)


def answered_by(signature: ConsentSignature) -> Q:
    """What stands over a signature: the answers given with it, and the spoken ones that it confirms."""
    return Q(signature=signature) | Q(confirmation__signature=signature)


def of_withdrawal(word: ConsentStatement) -> Facts:
    """Say what ended and when."""
    given = word.about or word
    return _whole(
        *_about(word.child, word.parent),
        (WITHDREW, wording.matter(word)),
        ("You had given it on", long_date(given.stated_on)),
        ("It ended on", long_date(word.stated_on)),
        ("What it was about", given.scope),
        ("Who could be told", _named(given.named)),
        ("What it means", ENDED),
        ("How you said so", word.get_how_display().partition(",")[0]),
        *_recorded(word),
        *_setting(),
    )


def _whole(*facts: tuple[str, str]) -> Facts:
    return [[label, words.strip()] for label, words in facts if words.strip()]


def _about(child, parent) -> list[tuple[str, str]]:
    return [("Child", f"{child.name}, born {long_date(child.date_of_birth)}"), ("Parent or carer", parent.name)]


def _ticked(shown: list[dict]) -> list[str]:
    """The boxes are the points of the last section of the page, as it was kept."""
    return shown[-1].get("points", []) if shown else []


def _answers(signature: ConsentSignature) -> list[tuple[str, str]]:
    said = ConsentStatement.objects.filter(answered_by(signature)).with_people()
    return [fact for word in said for fact in _answer(word)]


def _answer(word: ConsentStatement) -> list[tuple[str, str]]:
    given = word.statement == Said.GIVEN
    told = _named(word.named) or ("" if given else "Anybody")
    return [
        (AGREED if given else REFUSED, wording.matter(word)),
        ("What information", word.scope),
        ("Who may be told" if given else "Who may not be told", told),
        ("Who must not be told", "\n".join(filter(None, [_named(word.left_out), word.exceptions]))),
        ("Your conditions", word.conditions),
        ("It holds until", long_date(word.valid_until)),
        ("We ask you again by", long_date(word.review_on)),
        ("Said aloud on", long_date(word.stated_on) if word.how == How.SPOKEN else ""),
        ("Version of the words", word.wording_version),
    ]


def _named(recipients: list) -> str:
    return get_text_list([str(recipient) for recipient in recipients], "and")


def _signed(signature: Signed) -> list[tuple[str, str]]:
    witness = f", seen by {signature.witness}" if signature.witness else ""
    return [
        (SIGNED_ON, long_date(signature.signed_on)),
        ("How you signed", f"{signature.get_how_display()}{witness}"),
        *_recorded(signature),
    ]


def _recorded(row) -> list[tuple[str, str]]:
    return [("Recorded", f"{date_time(row.recorded_at)}, by {row.recorded_by}")]


def _setting() -> list[tuple[str, str]]:
    setting = Setting.objects.current()
    reached = [setting.name, *setting.address.splitlines(), setting.telephone] if setting else []
    complain = "Tell the manager here, in spoken words or in writing. If you are not happy with the answer, "
    return [
        ("The setting", ", ".join(filter(None, reached))),
        ("To complain", complain + "you can go to the Information Commissioner's Office: ico.org.uk."),
    ]
