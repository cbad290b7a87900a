from neston_sharing.foundation.lists.waiting import WaitingList


class RegisterImport(WaitingList):
    """A file of children and parents that was uploaded to be looked through, and entered whole or not at all."""

    def __str__(self) -> str:
        return "import of the register"
