"""Serves the product to this computer's own browser: gunicorn, one process, a few threads."""

import socket

from django.db import connections
from gunicorn.app.base import BaseApplication

HOST = "127.0.0.1"
THREADS = 8
LONGEST = 120  # seconds without a sign of life from the process


class Server(BaseApplication):
    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", f"{HOST}:{self.port}")
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("workers", 1)
        self.cfg.set("threads", THREADS)
        self.cfg.set("timeout", LONGEST)
        self.cfg.set("graceful_timeout", 5)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("control_socket_disable", True)

    def load(self):
        from neston_sharing.wsgi import application

        return application


def serve(port: int) -> None:
    """Serve until Ctrl-C; leaves by SystemExit."""
    for connection in connections.all():  # nothing open is carried into the process that serves
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):  # PostgreSQL's
            close_pool()
    Server(port).run()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def address(port: int) -> str:
    return f"http://localhost:{port}"
