"""How a piece of a record goes into a copy, and the grounds on which it does not. Pure: a vocabulary."""

INCLUDE, REDACT, WITHHOLD = "include", "redact", "withhold"
TREATMENTS = {INCLUDE: "Include", REDACT: "Redact words", WITHHOLD: "Withhold"}
GROUNDS = {
    "third_party": "Another agency told us, and has not agreed that it goes on (policy 1.3; DPA 2018 Sch. 2 para. 16)",
    "other_person": "It is about somebody else, who has not agreed (DPA 2018 Sch. 2 para. 16)",
    "serious_harm": "It would be likely to cause serious harm to somebody (DPA 2018 Sch. 3)",
    "child_abuse": "Child abuse data, and not in the child's best interests (DPA 2018 Sch. 3 para. 21)",
    "crime": "It would prejudice the prevention or detection of crime (DPA 2018 Sch. 2 para. 2)",
    "court": "It was made for a court (DPA 2018 Sch. 3 para. 9 or 18)",
    "legal": "Legal advice (DPA 2018 Sch. 2 para. 19)",
    "not_needed": "Neither consent nor the safeguarding procedure lets it go there (policy 2.6, 3.4)",
}
FAMILY_GROUNDS = tuple(code for code in GROUNDS if code != "not_needed")
