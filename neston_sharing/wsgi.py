"""The door for a web server: `gunicorn neston_sharing.wsgi`. It stays shut where data would not be safe."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from neston_sharing.foundation import foreseen

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neston_sharing.settings")
try:
    application = get_wsgi_application()
except (ImproperlyConfigured, OSError) as error:  # OSError: a data folder that is not this account's
    foreseen.not_started([foreseen.in_words(error)])

from neston_sharing.operations import start_up

start_up.refuse()
