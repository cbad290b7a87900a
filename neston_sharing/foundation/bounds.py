"""What a process of its own may take of the computer at most."""

import resource


def keep_within(*, memory: int, seconds: int) -> None:
    """Let this process be refused more memory than so many bytes, and be ended after so many seconds of work."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
