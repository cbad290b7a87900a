"""The one table of who may do what. A person may hold several roles; what they may do adds up.

Permissions are verbs that apps ask for with `user.has_perm`. What a person may do with *this* child or decision is
narrowed further by `visible_to(user)` on every queryset: excluded person, restricted record, role, relation.
"""

from dataclasses import dataclass

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied

from neston_sharing.staff.lockouts import shut_out_until


@dataclass(frozen=True)
class Role:
    title: str
    sentence: str
    permissions: frozenset[str]
    second_factor: bool = True  # it shows more than one's own children
    days: int | None = None  # for which it is given at most; it ends by itself, and can be given again


# What every member of staff may do about any child: bank staff and volunteers included (policy 2.5).
ANY_CHILD = {
    "consent.find_child",  # by name, to refer or record a concern: not their file
    "sharing.refer",
    "sharing.raise_concern",  # about any child, and about an adult who works here
    "sharing.view_visitors",  # who is in the building: for a fire, and so that nobody is alone with a child
    "sharing.receive_visitors",  # sign them in and out, and stay with them
    "agencies.view_agency",
    "consent.view_policies",
}
OWN_CHILDREN = ANY_CHILD | {
    "consent.view_own_children",  # key person or cover
    "consent.register_child",
    "consent.break_glass",  # see a file that is not theirs, for fifteen minutes, when it is needed now
    "consent.record_consent",
    "sharing.make_decision",
    "sharing.disclose",
    "sharing.record_received",  # what other agencies tell us, and whether they agree that it goes on
    "sharing.ask_for_information",  # of other agencies
    "sharing.seek_advice",  # record whom they asked, and what they were told
    "sharing.record_meetings",  # what they asked of us and decided, and that it was done
    "sharing.give_leaflet",  # of agencies that support families, to a parent
    "agencies.add_agency",
}
EVERY_CHILD = OWN_CHILDREN | {
    "consent.view_every_child",
    "consent.restrict_record",  # to those named, until it is lifted
    "consent.import_register",  # a list of children and parents, entered whole
    "sharing.view_every_decision",
    "sharing.read_concerns",  # every concern's text; discuss and close them
    "sharing.read_concerns_about_staff",  # but for one about themselves
    "sharing.export_record",
    "sharing.hand_over_draft",
    "sharing.see_overview",  # how much there is of everything that they see, and the committee's report
    "sharing.keep_around",  # which agencies are around a child already, and need nobody's consent to be told
    "agencies.change_agency",
}
BACKER = {"sharing.back_up"}
LEAD = {
    "sharing.lead_safeguarding",  # whom to tell about a child: named where people have to know whom to ask
    "sharing.mark_record",  # as one that tells of child sexual abuse, which is kept far longer
    "sharing.approve_disposal",
    "sharing.keep_chronology",  # choose and sum up what matters of a file, for a referral or a conference
}

DESIGNATED_LEAD = {"consent.read_restricted"}  # on the list of every restricted record, unless excluded from it

ROLES: dict[str, Role] = {
    "practitioner": Role(
        "Practitioner",
        "Works with children: reads the files of those they are key person or cover of, decides about sharing, "
        "and can refer any child at once.",
        frozenset(OWN_CHILDREN),
        second_factor=False,
    ),
    "lead": Role(
        "Designated safeguarding lead",
        "Leads on safeguarding: reads every file, sees every decision and backs those of others.",
        frozenset(EVERY_CHILD | BACKER | LEAD | DESIGNATED_LEAD),
    ),
    "deputy": Role(
        "Deputy safeguarding lead",
        "Stands in for the designated safeguarding lead, with the same permissions, but for records that are "
        "restricted to others.",
        frozenset(EVERY_CHILD | BACKER | LEAD),
    ),
    "manager": Role(
        "Manager",
        "Runs the setting: backs decisions, keeps the staff list, policies and agencies, and reviews the audit log.",
        frozenset(
            EVERY_CHILD
            | BACKER
            | {
                "staff.manage",
                "staff.unlock",
                "foundation.change_setting",
                "agencies.keep_protocols",
                "agencies.import_directory",  # a list of agencies, entered whole
                "consent.manage_policies",
                "consent.manage_exclusions",
                "consent.merge_people",
                "sharing.refile_decision",
                "sharing.keep_retention",  # rules, holds, the yearly list, proposals
                "sharing.approve_disposal",  # of what somebody else proposed
                "consent.judge_disputes",  # where parents disagree about consent
                "audit.view_log",
                "audit.verify_log",
                "audit.review_log",
            }
        ),
    ),
    "officer": Role(
        "Committee's designated officer",
        "Backs the decisions that are sent to them and sees no others, but for a term's figures, which name nobody; "
        "concerns about a manager go to them.",
        frozenset(
            {
                "sharing.back_up_when_asked",
                "sharing.see_figures",  # the committee's report: numbers without names, the small ones withheld
                "sharing.read_concerns_about_managers",  # and no manager does
                "consent.view_policies",
                "agencies.view_agency",
            }
        ),
    ),
    "auditor": Role(
        "Auditor",
        "Reads the audit log, and nothing of a child's file beyond it, for a time that is said when the role is given.",
        frozenset({"audit.view_log", "audit.verify_log", "consent.view_policies"}),
        days=90,
    ),
    "helper": Role(
        "Computer helper",
        "Looks after backups and verification, and unlocks accounts; sees no child's data and grants no role.",
        frozenset({"audit.verify_log", "operations.look_after", "staff.unlock"}),
    ),
}


def permissions_of(role_names) -> frozenset[str]:
    """Give all that these roles may do together; a name that the table does not have gives nothing."""
    return frozenset().union(*(ROLES[name].permissions for name in role_names if name in ROLES))


class RoleBackend(ModelBackend):
    """Signs in by e-mail and password, and answers `has_perm` from the table of roles."""

    def authenticate(self, request, username=None, password=None, **credentials):
        """Whoever is shut out is refused here too, by whichever way they come."""
        if shut_out_until(username or credentials.get("email") or ""):
            raise PermissionDenied
        return super().authenticate(request, username, password, **credentials)

    def has_perm(self, user_obj, perm: str, obj=None) -> bool:
        return user_obj.is_active and perm in self._permissions(user_obj)

    def has_module_perms(self, user_obj, app_label: str) -> bool:
        return any(perm.startswith(f"{app_label}.") for perm in self._permissions(user_obj))

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        return set(self._permissions(user_obj)) if user_obj.is_active else set()

    def _permissions(self, user) -> frozenset[str]:
        if user.is_anonymous:
            return frozenset()
        if not hasattr(user, "_role_permissions"):
            user._role_permissions = permissions_of(user.role_names)
        return user._role_permissions
