"""What `sharing/passing_on.py` says, in SQL, for the guards: whether an item may go to an agency on a day."""

from consent.models.sameness import rows_of

CONSENTED = """EXISTS
(SELECT 1 FROM sharing_passingonanswer a JOIN sharing_passingonrequest q ON q.id = a.request_id
 WHERE q.received_id = {item}.received_id AND (q.to_agency_id IS NULL OR q.to_agency_id = {to})
 AND a.answer = 'given' AND a.answered_on <= {day}
 AND NOT EXISTS
 (SELECT 1 FROM sharing_passingonanswer n JOIN sharing_passingonrequest o ON o.id = n.request_id
  WHERE o.received_id = q.received_id AND (o.to_agency_id IS NULL OR o.to_agency_id = {to}) AND n.answered_on <= {day}
  AND (n.answered_on > a.answered_on OR (n.answered_on = a.answered_on AND n.id > a.id))))
"""


def is_around(child: str, to: str, day: str = "") -> str:
    """SQL that says whether this agency is around this child on this day; on any day, without one."""
    standing = f"AND r.since <= {day} AND (r.ended_on IS NULL OR r.ended_on >= {day})" if day else ""
    return (
        f"EXISTS (SELECT 1 FROM sharing_aroundchild r WHERE r.agency_id = {to} "  # noqa: S608 (constants)
        f"AND r.child_id IN {rows_of('consent_child', child)} {standing})"
    )


def may_go(item: str, *, child: str, to: str, day: str) -> str:
    """SQL that says whether an item (its alias), another agency's or not, may go to an agency on a day."""
    return (
        f"({item}.source <> 'agency' OR {item}.source_agency_id = {to} OR {item}.override <> '' "
        f"OR ({item}.received_id IS NULL AND {item}.agency_consent <> '') "
        f"OR {is_around(child, to, day)} OR {CONSENTED.format(item=item, to=to, day=day)})"
    )


FILED_UNDER = """COALESCE(
(SELECT r.child_id FROM sharing_refiling r WHERE r.decision_id = d.id ORDER BY r.id DESC LIMIT 1), d.child_id)"""

WAITS_AT_RECORDING = f"""
NEW.recorded_at IS NOT NULL AND NEW.outcome = 'share' AND NEW.origin = 'questions' AND EXISTS
(SELECT 1 FROM sharing_item i WHERE i.decision_id = NEW.id AND i.included
 AND NOT {may_go("i", child="NEW.child_id", to="NEW.agency_id", day="date(NEW.recorded_at)")})
"""  # noqa: S608 (constants)
"""What was referred at once never waits for bookkeeping."""

WAITS_AT_DISCLOSURE = f"""EXISTS
(SELECT 1 FROM sharing_item i, sharing_disclosure s JOIN sharing_decision d ON d.id = s.decision_id
 WHERE i.id = NEW.item_id AND s.id = NEW.disclosure_id
 AND NOT {may_go("i", child=FILED_UNDER, to="s.agency_id", day="date(s.shared_at)")})
"""  # noqa: S608 (constants)

WAITS_IN_A_DRAFT = f"""
NEW.included AND NEW.source = 'agency' AND NEW.received_id IS NULL AND NEW.agency_consent = '' AND NEW.override = ''
AND NOT EXISTS (SELECT 1 FROM sharing_decision d WHERE d.id = NEW.decision_id
                AND (d.agency_id = NEW.source_agency_id OR {is_around("d.child_id", "d.agency_id")}))
"""  # noqa: S608 (constants)
"""What was recorded as received may wait in a draft for that agency's answer; what was not, may not."""

NOT_AS_RECEIVED = f"""
NEW.received_id IS NOT NULL AND (NEW.agency_consent <> '' OR NOT EXISTS
(SELECT 1 FROM sharing_informationreceived v JOIN sharing_decision d ON d.id = NEW.decision_id
 WHERE v.id = NEW.received_id AND v.agency_id = NEW.source_agency_id
 AND v.child_id IN {rows_of("consent_child", "d.child_id")}))
"""  # noqa: S608 (constants)
