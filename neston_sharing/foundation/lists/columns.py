"""The columns of a list: what each holds, what the template calls it, and what else people call it."""

import re
import unicodedata
from dataclasses import dataclass

from django import forms

LONGEST_CELL = 10_000  # characters


def key(heading: str) -> str:
    """Give what a heading is compared by: "D.O.B. " and "dob" are the same, "Given_Names" and "given names" too."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", heading).casefold())


@dataclass(frozen=True)
class Column:
    """`name` is what we call it, `title` what the template does; `also` is compared by `key`."""

    name: str
    title: str
    field: forms.Field
    example: str
    holds: str = ""
    also: str = ""

    def called(self) -> set[str]:
        return {key(self.title), *self.also.split()}
