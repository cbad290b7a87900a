"""The copies of the throw-away database, of which one at a time is the one that everybody uses."""

import os
import shutil
from pathlib import Path

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from neston_sharing.operations.benchmark.place import SERVER, on_server

FEW, MANY = "few", "many"


class Databases:
    """Opened once and kept open: going from one to another costs nothing that would be measured."""

    def __init__(self) -> None:
        self.first = str(connection.settings_dict["NAME"])
        self.opened: dict[str, BaseDatabaseWrapper] = {FEW: connections["default"]}

    def use(self, name: str) -> None:
        """Let this one be the database, for this thread."""
        connections["default"] = self.opened[name]

    def copy(self, name: str, source: str = FEW) -> None:
        """Make a copy as it stands now, under this name."""
        self.use(source)
        connections["default"].close()
        there, here = self._path(name), self._path(source)
        if server := os.environ.get(SERVER):
            on_server(server, "CREATE DATABASE {} TEMPLATE {}", there, here)
        else:
            shutil.copyfile(here, there)
        self.opened[name] = self.another(name)

    def another(self, name: str) -> BaseDatabaseWrapper:
        """Give one more connection to it, for another thread."""
        given = {**connections.settings["default"], "NAME": self._path(name)}
        return load_backend(given["ENGINE"]).DatabaseWrapper(given, "default")

    def _path(self, name: str) -> str:
        if name == FEW:
            return self.first
        if os.environ.get(SERVER):
            return f"{self.first}_{name}"
        return str(Path(self.first).with_name(f"{name}.sqlite3"))
