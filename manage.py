#!/usr/bin/env python
"""Runs the product's commands: `manage.py quickstart` is the one to begin with."""

import os
import sys


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  an older one would stumble over the first import, without a word why
        sys.exit("Neston Sharing needs Python 3.11 or later.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neston_sharing.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        if "--traceback" in sys.argv:
            raise
        from neston_sharing.foundation import foreseen

        sys.exit(foreseen.in_words(error))


if __name__ == "__main__":
    main()
