"""The process that measures; started by `place.run_apart`, with settings of its own."""

import json
import sys

import django


def main(options: dict) -> None:
    django.setup()
    from neston_sharing.operations.benchmark.running import run

    print(json.dumps(run(**options)))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
