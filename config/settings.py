"""Settings. Everything that differs between machines comes from the environment; see .env.example."""

import os
from operator import attrgetter
from pathlib import Path

from config import content_security, database, environment, password_rules, storage, syslog, trial_secret

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = environment.folder("NIANBAO_VAR") or BASE_DIR / "var"
# An agency's own licensed faces (方正小标宋, 仿宋_GB2312 …); the free ones are in var/fonts.
FONT_DIR = environment.folder("NIANBAO_FONT_DIR")
LEXICON_DIR = environment.folder("NIANBAO_LEXICON_DIR")
FREE_FONT_DIR = VAR_DIR / "fonts"

DEBUG = environment.switch("NIANBAO_DEBUG")
HTTPS = environment.switch("NIANBAO_HTTPS")
# A trial's own key stands in only where nothing says that this is real use; then only this machine is answered.
IS_TRIAL = not DEBUG and not os.environ.get("NIANBAO_SECRET_KEY") and trial_secret.is_trial(VAR_DIR)
SECRET_KEY = trial_secret.read(VAR_DIR) if IS_TRIAL else environment.secret_key(DEBUG)
ALLOWED_HOSTS = environment.words("NIANBAO_ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = environment.words("NIANBAO_CSRF_ORIGINS")
# Portals whose pages may be fetched to be compared with what was published; none unless the office names them.
PORTAL_HOSTS = [host.lower() for host in environment.words("NIANBAO_PORTAL_HOSTS")]
# What one agency may hand in on one day under 导入.
UPLOADS_PER_DAY = environment.number("NIANBAO_UPLOADS_PER_DAY", 200)
UPLOAD_MEGABYTES_PER_DAY = environment.number("NIANBAO_UPLOAD_MEGABYTES_PER_DAY", 1000)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "agencies",  # after allauth, whose pages in the administration it replaces
    "django.contrib.auth",  # after agencies, whose createsuperuser asks in Chinese: of two commands the first is run
    "reports",
]
MIDDLEWARE = [
    "config.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "agencies.accounts.middleware.ClosedByDefault",
    "agencies.accounts.factor_required.SecondFactorRequired",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "reports.desk.outcome.SaysWhatIsUnknown",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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
            ],
        },
    },
]
DATABASES = {
    "default": database.choose(
        os.environ.get("DATABASE_URL", ""),
        VAR_DIR / "postgres",
        owner_url=os.environ.get("NIANBAO_OWNER_DATABASE_URL", ""),
        may_embed=not trial_secret.is_production(VAR_DIR),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# Ours, and the one script that bin/setup bundles of npm's packages.
STATICFILES_DIRS = [BASE_DIR / "static", VAR_DIR / "frontend"]
MEDIA_ROOT = VAR_DIR / "media"
# For the account and its group, to which nginx belongs where it sends the files itself; for nobody else.
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
# Where nginx finds MEDIA_ROOT for itself (an internal location); empty: the application sends the files.
ACCEL = environment.internal_address("NIANBAO_ACCEL")
BACKUP_KEY = environment.backup_key()
STORAGES = {
    "default": storage.choose(),
    # File names that carry their digest may be cached for ever. In debug, and with the
    # trial's own secret (a command line, where nothing was collected), the plain files of static/ are served.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or IS_TRIAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

if IS_TRIAL:  # as in debug: straight from static/
    WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

CONTENT_SECURITY_POLICY = content_security.POLICY
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
# How long browsers insist on https; for names below ours, too, and for the lists that browsers bring, where it is said.
SECURE_HSTS_SECONDS = environment.number("NIANBAO_HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.switch("NIANBAO_HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = environment.switch("NIANBAO_HSTS_PRELOAD")
# nginx in front speaks https and tells us so; it must set (never pass on) this header, see docs/deployment.md.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

# Sign-in: agencies/accounts. A session ends with the browser, and half an hour after the last thing somebody did.
AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
SESSION_COOKIE_AGE = environment.number("NIANBAO_SESSION_MINUTES", 30, least=1) * 60
SESSION_ENGINE = "agencies.accounts.sessions"
ACCOUNT_ADAPTER = "agencies.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # nobody signs up; allauth wants to know
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = attrgetter("display_name")
# Wrong passwords wait longer each time (agencies/accounts/delays.py). Here: a flood from one address, and wrong codes
# of the second factor, which are only asked for after a right password: five in five minutes for one account.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "5/5m/key"}
ACCOUNT_FORMS = {
    "login": "agencies.accounts.forms.LoginForm",
    "change_password": "agencies.accounts.forms.ChangePasswordForm",
    "reauthenticate": "agencies.accounts.forms.ReauthenticateForm",
}
# So long after others reset a person's password, or removed the second factor, that person signs nothing.
SIGNING_DELAY_HOURS = environment.number("NIANBAO_SIGNING_DELAY_HOURS", 24)
# required: who reviews, publishes or looks after people opens nothing before they set up a second factor.
_FACTOR_WORDS = ("optional", "required") if DEBUG or IS_TRIAL else ("required", "optional")
SECOND_FACTOR_REQUIRED = environment.choice("NIANBAO_SECOND_FACTOR", *_FACTOR_WORDS) == "required"
# A signature asks for the second factor again when it was last given longer ago than this.
SIGNING_CHECK_MINUTES = environment.number("NIANBAO_SIGNING_CHECK_MINUTES", 10)
# How far back the page of the security log looks unless it is asked for more; the chain itself keeps everything.
LOG_MONTHS = environment.number("NIANBAO_LOG_MONTHS", 6, least=6)  # 网络安全法 第二十三条: not less than six months
MFA_ADAPTER = "agencies.accounts.adapters.SecondFactorAdapter"
MFA_TOTP_ISSUER = "年报"
MFA_TOTP_TOLERANCE = 1  # half a minute either way: office clocks are not exact
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "agencies.accounts.forms.AuthenticateForm",
    "reauthenticate": "agencies.accounts.forms.ReauthenticateByCodeForm",
    "activate_totp": "agencies.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "agencies.accounts.key_forms.AddKeyForm",
    "authenticate_webauthn": "agencies.accounts.key_forms.KeyForm",
    "reauthenticate_webauthn": "agencies.accounts.key_forms.ConfirmByKeyForm",
    "edit_webauthn": "agencies.accounts.key_forms.RenameKeyForm",
    "deactivate_totp": "agencies.accounts.forms.DeactivateTOTPForm",
    "generate_recovery_codes": "agencies.accounts.forms.GenerateRecoveryCodesForm",
}
# nginx in front appends the address it sees; without it the header could be forged and is not read.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
# In the database, so that all processes count failed sign-ins together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Pages of uploaded files as they are shown on 核对: drawn once, and again whenever they were dropped from here.
    "originals": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "originals",
        "TIMEOUT": 30 * 86_400,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
# Nothing is sent until a mail server is named, and nothing counts as sent: what waits goes out once there is one.
# Letters hold secret links, so none is written to the console either. One that takes over ten seconds waits.
EMAIL_HOST = os.environ.get("NIANBAO_SMTP_HOST", "")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "agencies.mail_backend.NoServerBackend"
EMAIL_PORT = environment.number("NIANBAO_SMTP_PORT", 465)
EMAIL_HOST_USER = os.environ.get("NIANBAO_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("NIANBAO_SMTP_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("NIANBAO_SMTP_FROM") or EMAIL_HOST_USER or "nianbao@localhost"
# The address people reach the site at, for every link that is handed over: in letters, on paper, by a command.
SITE_ADDRESS = os.environ.get("NIANBAO_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

# Where the head of the trail goes every night, so that nobody who owns this machine can rewrite it unseen.
TRAIL_MAILBOX = os.environ.get("NIANBAO_TRAIL_MAILBOX", "").strip()
SYSLOG = syslog.address("NIANBAO_SYSLOG")

# A password older than this is changed before anything else; 0: never because of its age.
PASSWORD_DAYS = environment.number("NIANBAO_PASSWORD_DAYS", 0)
AUTH_PASSWORD_VALIDATORS = password_rules.VALIDATORS
# Our own template pack: templates/nianbao.
CRISPY_ALLOWED_TEMPLATE_PACKS = "nianbao"
CRISPY_TEMPLATE_PACK = "nianbao"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.log_format.WithoutSecrets",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "outside": {"format": "nianbao: {message}", "style": "{"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}, "outside": syslog.handler(SYSLOG)},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # What agencies/trail/outside.py tells.
        "nianbao.outside": {"handlers": ["outside"], "level": "INFO", "propagate": False},
        # Django's own handlers would write each line twice or mail it to nobody.
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # fontTools narrates every subset at INFO, WeasyPrint every CSS property it skips.
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
