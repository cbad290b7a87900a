"""The door for a web server: `gunicorn neston_sharing.wsgi`. It stays shut where data would not be safe."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neston_sharing.settings")
application = get_wsgi_application()

from neston_sharing.operations import start_up  # noqa: E402  (its models come after the settings)

start_up.refuse()
