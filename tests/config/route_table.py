"""Who may do what: every route of ours × method × role with the status it answers. A route that is missing here fails
`test_routes.py`, and so does a row whose route is gone.

Rows: route as the resolver spells it → example path and, for each method, the status by role. Methods that a row does not
name must be refused (403 or 405) for everybody. Wagtail's own routes are covered by `STAFF_PREFIXES`.
"""

READERS = ("anonymous", "editor", "admin")
SAFE = ("GET", "HEAD")
ALL_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE")


def for_everybody(status):
    return {method: dict.fromkeys(READERS, status) for method in SAFE}


TABLE = {
    "": ("/", for_everybody(302)),
    "health/": ("/health/", for_everybody(200)),
    "^a/(?P<number>[0-9]{1,15})/?$": ("/a/{number}/", for_everybody(302)),
    "{lang}/angebote/": ("/de/angebote/", for_everybody(200)),
    "{lang}/angebote/<slug:slug>/": ("/de/angebote/{slug}/", for_everybody(200)),
}
# Wagtail's page trees under the language: the home pages.
PAGES = {"{lang}/": ("/de/", for_everybody(200))}

# Everything below is Wagtail's: an anonymous visitor gets to no view of it but these.
STAFF_PREFIXES = ("admin/",)
OPEN_TO_ALL = frozenset(
    {
        "admin/login/",
        "admin/password_reset/",
        "admin/password_reset/done/",
        "admin/password_reset/complete/",
        "admin/password_reset/confirm/<uidb64>/<token>/",
        "admin/jsi18n/",
        "admin/sprite/",
    }
)
