"""The door for a web server: `gunicorn neston_sharing.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neston_sharing.settings")
application = get_wsgi_application()
