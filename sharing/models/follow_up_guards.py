"""What the database refuses of what came after a sharing: rules that cross tables, for both engines."""

from consent.models.sameness import rows_of
from neston_sharing.foundation.guards import Guard

BEFORE_IT_WENT_OUT = """NOT EXISTS (SELECT 1 FROM sharing_disclosure d
WHERE d.decision_id = NEW.decision_id AND d.shared_at <= NEW.happened_at)"""

NEWS_OF_WHAT_WENT_OUT = Guard(
    "shared", "There is news only of what was shared or referred, from then on", ("INSERT",), when=BEFORE_IT_WENT_OUT
)

ANOTHERS_STEP = """NOT EXISTS
(SELECT 1 FROM agencies_protocolstep s JOIN agencies_protocolversion v ON v.id = s.version_id
 JOIN agencies_protocol p ON p.id = v.protocol_id
 JOIN sharing_decision d ON d.id = NEW.decision_id JOIN agencies_agency a ON a.id = d.agency_id
 WHERE s.id = NEW.step_id AND v.adopted_on IS NOT NULL AND d.abandoned_at IS NULL
 AND (p.agency_id = a.id OR p.kind = a.kind))"""

STEP_OF_THEIR_PROTOCOL = Guard(
    "theirs",
    "Only a step of an adopted protocol with the recipient, or with its kind of agency, is taken",
    ("INSERT",),
    when=ANOTHERS_STEP,
)

ANOTHER_CHILDS = f"""NEW.decision_id IS NOT NULL AND COALESCE(
(SELECT r.child_id FROM sharing_refiling r WHERE r.decision_id = NEW.decision_id ORDER BY r.id DESC LIMIT 1),
(SELECT d.child_id FROM sharing_decision d WHERE d.id = NEW.decision_id))
NOT IN {rows_of("consent_child", "NEW.child_id")}"""  # noqa: S608 (constants)

MEETING_OF_ITS_CHILD = Guard(
    "child", "A meeting follows a decision about the same child", ("INSERT",), when=ANOTHER_CHILDS
)

NOT_BEFORE_IT_IS_HELD = Guard(
    "held",
    "What a meeting decided is recorded once it was held",
    ("INSERT",),
    when=("NEW.took_place AND NEW.recorded_at < (SELECT m.held_at FROM sharing_meeting m WHERE m.id = NEW.meeting_id)"),
)

ASKED_BY_A_MEETING = Guard(
    "asked",
    "A meeting that did not take place asks nothing of us",
    ("INSERT",),
    when="EXISTS (SELECT 1 FROM sharing_meetingheld h WHERE h.meeting_id = NEW.meeting_id AND NOT h.took_place)",
)

NOT_OF_THE_FAMILY = f"""NEW.parent_id IS NOT NULL AND NOT EXISTS
(SELECT 1 FROM consent_familylink l WHERE l.child_id IN {rows_of("consent_child", "NEW.child_id")}
 AND l.parent_id IN {rows_of("consent_parent", "NEW.parent_id")})"""  # noqa: S608 (constants)

GIVEN_TO_THE_FAMILY = Guard(
    "family", "A leaflet is given to a parent or carer of this child", ("INSERT",), when=NOT_OF_THE_FAMILY
)

SUPPORTS_FAMILIES = Guard(
    "supports",
    "Only agencies that support families stand on a leaflet",
    ("INSERT",),
    when="NOT EXISTS (SELECT 1 FROM agencies_agency a WHERE a.id = NEW.agency_id AND a.supports_families)",
)
