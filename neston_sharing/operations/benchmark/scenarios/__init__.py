"""The scenarios, each a module: NAME, GOALS, and `works(world)`, which gives what is measured by its name.

WHY_NOT says what of it cannot be measured here.
"""

NAMES = ("wizard", "audit_page", "decisions", "saving", "writers", "verification", "long_pdf", "sign_in")
