"""What the database refuses of a decision."""

from consent.models.law import AGAIN, COURT_ORDER
from consent.models.sameness import rows_of
from neston_sharing.foundation.guards import Guard, frozen_when
from sharing.models.passing_on_sql import WAITS_AT_RECORDING

AN_ORDER = f"{COURT_ORDER}{AGAIN}"  # with what may follow it in the code of a row that took its place
DEPARTS_FROM_AN_ORDER = f"""
NEW.outcome = 'not_share' AND EXISTS
(SELECT 1 FROM sharing_answer a JOIN consent_law l ON l.id = a.duty_id
 WHERE a.decision_id = NEW.id AND substr(l.code || '{AGAIN}', 1, {len(AN_ORDER)}) = '{AN_ORDER}')
"""  # noqa: S608 (a constant)


RECORDED_IN_THE_SAME_FILE = f"""EXISTS
(SELECT 1 FROM sharing_decision d WHERE d.id = NEW.decides_again_id AND d.recorded_at IS NOT NULL AND COALESCE(
 (SELECT r.child_id FROM sharing_refiling r WHERE r.decision_id = d.id ORDER BY r.id DESC LIMIT 1), d.child_id)
 IN {rows_of("consent_child", "NEW.child_id")})
"""  # noqa: S608 (constants)

GUARDS = (
    *frozen_when("OLD.recorded_at IS NOT NULL OR OLD.abandoned_at IS NOT NULL", "A recorded decision"),
    Guard(
        "backed",
        "A decision is recorded by a manager's back-up, or by a referral that was made at once",
        ("UPDATE",),
        when=(
            "NEW.recorded_at IS NOT NULL "
            "AND NOT EXISTS "
            "(SELECT 1 FROM sharing_verdict v WHERE v.decision_id = NEW.id AND v.verdict = 'backed') "
            "AND NOT EXISTS (SELECT 1 FROM sharing_referral r WHERE r.decision_id = NEW.id)"
        ),
    ),
    Guard(
        "departure",
        "A court order is departed from only with recorded legal advice",
        ("UPDATE",),
        when=(
            "NEW.recorded_at IS NOT NULL AND (NEW.legal_advice = '' OR NEW.legal_adviser = '') "
            f"AND {DEPARTS_FROM_AN_ORDER}"
        ),
    ),
    Guard(
        "backed",
        "A decision is recorded by a back-up or a referral, never from the start",
        ("INSERT",),
        when="NEW.recorded_at IS NOT NULL",
    ),
    Guard(
        "again",
        "What is decided again is a recorded decision about the same child",
        ("INSERT",),
        when=f"NEW.decides_again_id IS NOT NULL AND NOT {RECORDED_IN_THE_SAME_FILE}",
    ),
    Guard(
        "third_party",
        "A decision to share is not recorded while what another agency told us in it waits for that agency's consent",
        ("UPDATE",),
        when=WAITS_AT_RECORDING,
    ),
)
