"""For a real installation: everything secret comes from the environment, start-up fails when it is missing."""

from config.settings.base import *  # noqa: F403
from config.settings.base import env

SECRET_KEY = env.str("STADTLOTSE_SECRET_KEY")
ALLOWED_HOSTS = env.list("STADTLOTSE_HOSTS")
EMAIL_CONFIG = env.email_url("STADTLOTSE_EMAIL_URL")
vars().update(EMAIL_CONFIG)

STADTLOTSE_PROXIES = env.int("STADTLOTSE_PROXIES", default=1)  # the one that speaks https
SECURE_SSL_REDIRECT = env.bool("STADTLOTSE_HTTPS", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
