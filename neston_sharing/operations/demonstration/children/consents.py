"""What parents most often agree to, or do not."""

from neston_sharing.operations.demonstration.shapes import Consent, Parent

NEEDS, SUMMARIES = "additional_needs", "development_summaries"
SPEECH_ONLY = "Speech and language: what we observe, her or his plan, and how it is going"
SUMMARY = "The development summary at the end of the last term, and what helps her or him to settle"


def needs(parent: Parent, scope: str = SPEECH_ONLY, kinds: tuple[str, ...] = ("speech_therapy",), **more) -> Consent:
    return Consent(parent, NEEDS, "given", scope, kinds, **more)


def summaries(parent: Parent, **more) -> Consent:
    return Consent(parent, SUMMARIES, "given", SUMMARY, ("school",), **more)


def refusal(parent: Parent, purpose: str, reason: str) -> Consent:
    return Consent(parent, purpose, "refused", reason=reason)
