"""What a ground of parental responsibility, or a kind of care, means in plain words, and when it lapses."""

from consent.models import FamilyLink

Ground, Carer = FamilyLink.Ground, FamilyLink.Carer

GROUND_HINTS = {
    Ground.MOTHER: "The woman who gave birth has it, unless the child was adopted since.",
    Ground.MARRIED: "He keeps it after a divorce.",
    Ground.BIRTH_CERTIFICATE: "Look at the full certificate: the short one names no parents. "
    "It counts where the birth was registered, or registered again, since that day.",
    Ground.AGREEMENT: "Signed by the parents and stamped by the court. Only a court ends it.",
    Ground.COURT_ORDER: "A court gave it to the father or the second female parent. Only a court ends it.",
    Ground.SECOND_PARENT: "Married to the mother, or her civil partner, at the treatment; or named on the certificate.",
    Ground.STEP_PARENT: "Marriage alone gives none: see the agreement with the parents who have it, or the order.",
    Ground.ADOPTION: "The birth parents' own ended with the adoption order: enter that day as the last of theirs.",
    Ground.LIVES_WITH: "Lasts as long as the order, and lapses with it: enter the order's last day, if it names one.",
    Ground.GUARDIAN: "Appointed in a will or by a court, for after a parent's death.",
    Ground.SPECIAL_GUARDIAN: "By a court's order, and lapses with it. The parents keep theirs beside it.",
    Ground.CARE_ORDER: "The parents keep theirs beside it. Lapses when the court ends the order, or on adoption.",
    Ground.INTERIM_CARE_ORDER: "Lapses on the last day that the order names, unless it is renewed: enter that day.",
    Ground.PROTECTION_ORDER: "Lapses after eight days at most, or fifteen if the court extends it: enter the last day.",
}

CARERS = [("", "No, neither of these"), (Carer.FOSTER, "Foster carer"), (Carer.KINSHIP, "Family or friend")]
CARER_HINTS = {
    "": "They sign nothing.",
    Carer.FOSTER: "Signs only what is delegated to them in writing: enter that on the page of parents and carers.",
    Carer.KINSHIP: "May sign the registration, to say that they understand. Cannot consent.",
}
