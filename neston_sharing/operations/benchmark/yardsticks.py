"""Which yardsticks are installed: those that the product itself does not need come with the tests."""

from importlib.util import find_spec

HAS_FORMTOOLS = find_spec("formtools") is not None
