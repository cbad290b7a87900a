"""What leaves this computer to be kept elsewhere is itself on the record: how far the log went when it did."""

from neston_sharing.audit.checkpoints import EXPORTED, TAKEN, Checkpoint, checkpoint
from neston_sharing.audit.events import record_event
from neston_sharing.foundation.actions import action


@action
def take_checkpoint(*, by) -> Checkpoint:
    """Take a checkpoint to be kept elsewhere."""
    return _leaves(TAKEN, by)


@action
def log_leaves(*, by) -> Checkpoint:
    """Let the log be exported as far as the checkpoint that is given."""
    return _leaves(EXPORTED, by)


def _leaves(event: str, by) -> Checkpoint:
    taken = checkpoint()
    record_event(event, by=by, data={"size": taken.size, "code": taken.code})
    return taken
