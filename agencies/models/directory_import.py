from neston_sharing.foundation.lists.waiting import WaitingList


class DirectoryImport(WaitingList):
    """A list of agencies that was uploaded to be looked through, and is entered whole or not at all."""

    def __str__(self) -> str:
        return "import of the directory"
