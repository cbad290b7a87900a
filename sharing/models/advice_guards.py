"""What the database refuses of advice, and of the answers that cite it (policy 1.7, 2.3)."""

from consent.models.sameness import rows_of
from neston_sharing.foundation.guards import Guard

HOLDS_IN_DOUBT = "(1, 4, 5, 6, 7)"
"""Where "not sure" is a hold; at 2 and 3 it counts as yes."""

FILE_OF_D = """COALESCE(
(SELECT r.child_id FROM sharing_refiling r WHERE r.decision_id = d.id ORDER BY r.id DESC LIMIT 1), d.child_id)"""

AT_ANOTHERS_DECISION = f"""
NEW.decision_id IS NOT NULL AND NOT EXISTS
(SELECT 1 FROM sharing_decision d WHERE d.id = NEW.decision_id
 AND {FILE_OF_D} IN {rows_of("consent_child", "NEW.child_id")})
"""  # noqa: S608 (constants)

FROM_ANOTHERS_CONCERN = f"""
NEW.concern_id IS NOT NULL AND NOT EXISTS
(SELECT 1 FROM sharing_concern c WHERE c.id = NEW.concern_id
 AND c.child_id IN {rows_of("consent_child", "NEW.child_id")})
AND NOT EXISTS
(SELECT 1 FROM sharing_linkedchild l WHERE l.concern_id = NEW.concern_id
 AND l.child_id IN {rows_of("consent_child", "NEW.child_id")})
"""  # noqa: S608 (constants)

CITES_WHAT_WAS_NOT_GIVEN = f"""
NEW.advice_id IS NOT NULL AND NOT EXISTS
(SELECT 1 FROM sharing_advice v, sharing_decision d WHERE v.id = NEW.advice_id AND d.id = NEW.decision_id
 AND {FILE_OF_D} IN {rows_of("consent_child", "v.child_id")}
 AND EXISTS (SELECT 1 FROM sharing_adviceanswer s WHERE s.advice_id = v.id))
"""  # noqa: S608 (constants)

OF_ADVICE = (
    Guard("decision", "Advice stands at a decision about the same child", ("INSERT",), when=AT_ANOTHERS_DECISION),
    Guard("concern", "Advice stands at a concern about the same child", ("INSERT",), when=FROM_ANOTHERS_CONCERN),
    Guard(
        "on_purpose",
        "Who it is about is said on purpose to children's social care, the police or the LADO",
        ("INSERT",),
        when="NEW.on_purpose AND NEW.whom NOT IN ('social_care', 'police', 'lado')",
    ),
)

OF_ANSWERS = (
    Guard(
        "advice",
        "An answer cites advice that was given about the same child",
        ("INSERT", "UPDATE"),
        when=CITES_WHAT_WAS_NOT_GIVEN,
    ),
    Guard(
        "doubt",
        "A doubt is settled by an answer that cites advice",
        ("UPDATE",),
        when=(
            "OLD.answer = 'not_sure' AND NEW.answer <> 'not_sure' AND NEW.advice_id IS NULL "
            f"AND NEW.question IN {HOLDS_IN_DOUBT}"
        ),
    ),
)
