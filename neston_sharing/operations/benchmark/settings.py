"""Settings of the process that measures: the product's, with what it is measured against beside it.

It starts in a throw-away place and nowhere else: here stands Django's admin, which no installation has.
"""

from django.core.exceptions import ImproperlyConfigured

from neston_sharing.operations.benchmark.place import DATABASE_PREFIX, FOLDER_PREFIX
from neston_sharing.operations.benchmark.yardsticks import HAS_FORMTOOLS
from neston_sharing.settings import *  # noqa: F403
from neston_sharing.settings import DATA_DIR, DATABASES, INSTALLED_APPS

_database = DATABASES["default"]
_is_ours = str(_database["NAME"]).startswith((DATABASE_PREFIX, str(DATA_DIR)))
if not DATA_DIR.name.startswith(FOLDER_PREFIX) or not _is_ours:
    raise ImproperlyConfigured("These settings are for manage.py benchmark, which makes a place of its own")

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin.apps.SimpleAdminConfig"]
if HAS_FORMTOOLS:
    INSTALLED_APPS.append("formtools")
ROOT_URLCONF = "neston_sharing.operations.benchmark.urls"
ALLOWED_HOSTS = ["testserver"]
SILENCED_SYSTEM_CHECKS = ["admin.E404", "admin.E406", "admin.E410"]
# The tables are made from the models, in a quarter of the time.
MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in INSTALLED_APPS}
_database.get("OPTIONS", {}).pop("pool", None)  # copies of the database are opened and closed by hand
