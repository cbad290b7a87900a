"""The files by which one machine runs the product: systemd's units and timers, their environment, a proxy's."""

from neston_sharing.operations.services.files import PROXIES, files
from neston_sharing.operations.services.installation import Installation

__all__ = ["PROXIES", "Installation", "files"]
