"""All settings, read from the environment, with defaults that are safe in production.

What may be set (see README, "Run it for real"): DATA_DIR, DATABASE_URL, SECRET_KEY, CHECKPOINT_KEY, DEBUG,
ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS, HTTPS, TRUSTED_PROXY, EMAIL_URL, DEFAULT_FROM_EMAIL,
BACKUP_RECIPIENT.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from neston_sharing.foundation import addressed, embedded

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA_DIR = Path(env("DATA_DIR", default="") or BASE_DIR / ".data").resolve()  # set to nothing is not set
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or embedded.secret_key(DATA_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "neston_sharing.foundation",
    "neston_sharing.audit",
    "neston_sharing.staff",
    "neston_sharing.operations",
    "agencies",
    "consent",
    "sharing",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "auditlog",
    "crispy_forms",
    "csp",
    "django_filters",
]

MIDDLEWARE = [
    "neston_sharing.foundation.middleware.ResponseHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "neston_sharing.foundation.middleware.NoNul",
    "django.middleware.security.SecurityMiddleware",  # answers by itself: what all answers carry stands outside it
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "consent.middleware.SigningTabletMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "neston_sharing.audit.middleware.AuditMiddleware",
    "neston_sharing.staff.middleware.SessionLimits",
    "consent.through_glass.ThroughGlass",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "neston_sharing.staff.middleware.SecondFactorRequired",
]

ROOT_URLCONF = "neston_sharing.urls"
WSGI_APPLICATION = "neston_sharing.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "neston_sharing.foundation.context.setting",
                "neston_sharing.foundation.context.navigation",
                "neston_sharing.staff.context.limits",
            ],
            "builtins": ["neston_sharing.foundation.templatetags.neston"],
        },
    }
]
FORM_RENDERER = "neston_sharing.foundation.forms.controls.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["neston"]
CRISPY_TEMPLATE_PACK = "neston"
CRISPY_FAIL_SILENTLY = False

# --- Data -------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": addressed.database(env("DATABASE_URL"), told_by="DATABASE_URL")
    if env("DATABASE_URL", default="")
    else embedded.sqlite(DATA_DIR / "neston.sqlite3")
}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    # A database that went away is said within seconds, and found again as soon as it is back.
    _options["pool"] = {"min_size": 1, "max_size": 16, "timeout": 3, "reconnect_timeout": 3}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Short statements: compiling the one of a child's timeline takes thirty seconds, running it some milliseconds.
    _options["options"] = f"{_options.get('options', '')} -c jit=off".strip()
    # psycopg's own, which Django switches off: what is asked as `foundation.planned` asks is planned once.
    _options["prepare_threshold"] = 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
BACKUP_RECIPIENT = env("BACKUP_RECIPIENT", default="")  # an age public key; else the one that backup_key made
MEDIA_ROOT = DATA_DIR / "files"
IN_THE_MAKING = DATA_DIR / "making"  # copies of records, until they are whole
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a drawn signature is the largest field, far below this
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- People -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "staff.User"
ROLES_TABLE = "neston_sharing.roles.ROLES"
AUTHENTICATION_BACKENDS = ["neston_sharing.roles.RoleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name", "post")},
    },
    {"NAME": "neston_sharing.staff.passwords.NamesOfThisPlaceValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "neston_sharing.staff.adapter.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "neston_sharing.staff.tokens.ResetToken"  # noqa: S105 (a path, not a secret)
ACCOUNT_RATE_LIMITS = {  # the others as allauth has them
    "code": "5/m/ip,5/m/key",
    "login_failed": "10/m/ip",  # no "key": who is shut out stands in the database, and is unlocked there (lockouts.py)
}
ACCOUNT_FORMS = {
    "login": "neston_sharing.staff.forms.SignIn",
    "reset_password": "neston_sharing.staff.forms.AskForReset",
    "reset_password_from_key": "neston_sharing.staff.forms.ResetPassword",
    "change_password": "neston_sharing.staff.forms.ChangePassword",
    "reauthenticate": "neston_sharing.staff.forms.second_factor.GivePasswordAgain",
}
PASSWORD_RESET_TIMEOUT = 60 * 60

# --- The second factor: who needs one stands in the table of roles ---------------------------------------------
MFA_ADAPTER = "neston_sharing.staff.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a manager wrote the address down, and nobody signs up
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute out
MFA_FORMS = {
    name: f"neston_sharing.staff.forms.second_factor.{form}"
    for name, form in {
        "authenticate": "GiveCode",
        "reauthenticate": "GiveCodeAgain",
        "activate_totp": "SetUpApp",
        "deactivate_totp": "RemoveApp",
        "generate_recovery_codes": "NewRecoveryCodes",
        "add_webauthn": "AddPasskey",
        "authenticate_webauthn": "UsePasskey",
        "reauthenticate_webauthn": "UsePasskeyAgain",
    }.items()
}

# --- Sessions and cookies ---------------------------------------------------------------------------------------
HTTPS = env.bool("HTTPS", default=False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # a browser offers a passkey without TLS on its own computer only
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # nothing of it stands in the browser
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
TRUSTED_PROXY = env("TRUSTED_PROXY", default="")
if TRUSTED_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "neston_sharing.staff.views.locking.out_of_date"

# --- Headers ----------------------------------------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" would make browsers hide the origin that CSRF checks
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- The audit log ----------------------------------------------------------------------------------------------
AUDITLOG_LOGENTRY_MODEL = "audit.Entry"
AUDITLOG_STORE_JSON_CHANGES = True
CHECKPOINT_KEY = env("CHECKPOINT_KEY", default="") or embedded.secret_key(DATA_DIR, "checkpoint-key")
AUDITLOG_CID_GETTER = "neston_sharing.audit.context.correlation"
MIGRATION_MODULES = {"auditlog": None}  # its migrations would make its own table beside ours, never used

# --- Words, dates, files ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "neston_sharing.foundation.formats"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = True  # one process serves everything: there is nothing to collect

EMAIL_CONFIGURED = bool(env("EMAIL_URL", default=""))
EMAIL_TIMEOUT = 10
EMAIL_CONFIG = addressed.mail(env("EMAIL_URL", default="") or "dummymail://", told_by="EMAIL_URL")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="neston@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "neston_sharing.foundation.logs.Discreet",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
