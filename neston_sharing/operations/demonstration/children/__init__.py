"""Thirty children, with who stands to them how, what staff must know first, and what their parents agreed to."""

from neston_sharing.operations.demonstration.children.apart import LIVING_APART, OF_TWO_MINDS
from neston_sharing.operations.demonstration.children.cared_for import CARED_FOR_BY_OTHERS
from neston_sharing.operations.demonstration.children.others import OTHERS
from neston_sharing.operations.demonstration.children.siblings import SIBLINGS

CHILDREN = (*SIBLINGS, *LIVING_APART, *CARED_FOR_BY_OTHERS, *OF_TWO_MINDS, *OTHERS)
