"""Where parents disagree, a manager judges with reasons: rely on the one, or treat it as no consent."""

from consent.coverage import Reliance
from consent.models import ConsentStatement, DisputeResolution
from neston_sharing.foundation.actions import Refusal, action


@action
def resolve_dispute(
    *, by, last_word: ConsentStatement, relies_on: ConsentStatement | None, reasons: str
) -> DisputeResolution:
    """Judge a dispute as it stood with `last_word`, the last that was recorded on its matter.

    The judgement stands for the words that were weighed: once anything more is recorded on the matter, the parents
    disagree again until somebody judges anew.
    """
    if not by.has_perm("consent.judge_disputes"):
        raise Refusal("Only a manager can judge where parents disagree.")
    words = Reliance(last_word.child)
    disputed = words.disputed(last_word.matter)
    if not disputed:
        raise Refusal("The parents do not disagree about this now: there is nothing to judge.")
    if words.latest_on(last_word.matter) != last_word:
        raise Refusal("More was said about this since you opened this page: read it again, then judge.")
    if relies_on and relies_on not in disputed:
        raise Refusal("Choose a consent that counts now, or treat it as no consent", field="relies_on")
    if not reasons.strip():
        raise Refusal("Write your reasons", field="reasons")
    return DisputeResolution.objects.create(
        child=last_word.child,
        purpose=last_word.purpose,
        purpose_detail=last_word.purpose_detail,
        relies_on=relies_on,
        last_word=last_word,
        reasons=reasons,
        recorded_by=by,
    )
