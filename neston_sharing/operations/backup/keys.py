"""The pair of keys of backups: the public half encrypts here, the private half opens them and lives elsewhere."""

from pathlib import Path

import pyrage
from django.conf import settings

from neston_sharing.foundation.actions import Refusal

NO_KEY = (
    "There is no key to encrypt backups with. Make one: manage.py backup_key, and keep the half that it prints "
    "somewhere else; or set BACKUP_RECIPIENT to an age public key that you have."
)


def kept_at() -> Path:
    return settings.DATA_DIR / "backup-recipient"


def make_pair() -> tuple[str, str]:
    """Make a new pair, keep the public half in the data folder; give (private, public)."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    written = kept_at().with_suffix(".new")
    written.write_text(public + "\n", encoding="ascii")
    written.replace(kept_at())  # the one there is stays until this is whole
    return str(identity), public


def recipient() -> pyrage.x25519.Recipient:
    """Give the public key that backups are encrypted to; refuses where none is set, or what is set is none."""
    public = settings.BACKUP_RECIPIENT or (kept_at().read_text(encoding="ascii") if kept_at().exists() else "")
    if not public.strip():
        raise Refusal(NO_KEY)
    try:
        return pyrage.x25519.Recipient.from_str(public.strip())
    except pyrage.RecipientError:
        raise Refusal("The key for backups is no age public key (age1…): make one with manage.py backup_key") from None


def identity_in(path: Path) -> pyrage.x25519.Identity:
    """Read the private half from a file, as `backup_key` printed it or age-keygen wrote it."""
    lines = path.read_text(encoding="utf-8").split() if path.is_file() else []
    for line in lines:
        if line.startswith("AGE-SECRET-KEY-"):
            try:
                return pyrage.x25519.Identity.from_str(line)
            except pyrage.IdentityError:
                break
    raise Refusal(f"{path} holds no age key (AGE-SECRET-KEY-…): give the file with the key that backup_key printed")
