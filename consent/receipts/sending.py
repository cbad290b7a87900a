"""Whether a parent's copy may be offered by e-mail: only to an address that is theirs alone, never past an order."""

from django.conf import settings

from consent.models import Receipt


def why_not(receipt: Receipt) -> str:
    """Say why it is not offered, and what to do; nothing where it is. `receipt` comes from `whole()`."""
    parent = receipt.parent.one
    if receipt.parent_is_told_less:
        return (
            f"A court order limits what {parent.name} may be told: nothing is sent by e-mail. "
            "Ask the designated safeguarding lead before you hand anything over."
        )
    if not settings.EMAIL_CONFIGURED:
        return "This computer sends no e-mail: print it."
    if not parent.email:
        return f"There is no e-mail address for {parent.name}: print it, or ask for an address that only they read."
    if receipt.parent_shares_address:
        return f"Somebody else here has the same e-mail address as {parent.name}, so it is not theirs alone: print it."
    if not parent.email_is_private:
        return (
            f"Nobody has noted that only {parent.name} reads their e-mail address. "
            "Ask them; if so, tick that on their page. Until then, print it."
        )
    return ""
