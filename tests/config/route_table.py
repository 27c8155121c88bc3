"""Who may do what: every route of ours × method × role with the status it answers. A route that is missing here fails
`test_routes.py`, and so does a row whose route is gone.

Rows: route as the resolver spells it → example path and, for each method, the status by role. Methods that a row does
not name must be refused (403 or 405) for everybody. Wagtail's own routes are covered by `STAFF_PREFIXES`.
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
    r"^media/(?P<path>(?:pictures|images)/[\w.-]+\.(?:jpe?g|png|webp|avif|gif))$": (
        "/media/pictures/gibt-es-nicht.webp",
        for_everybody(404),
    ),
    "^a/(?P<number>[0-9]{1,15})/qr/$": ("/a/{number}/qr/", for_everybody(200)),
    "^a/(?P<number>[0-9]{1,15})/qr\\.svg$": ("/a/{number}/qr.svg", for_everybody(200)),
    "{lang}/angebote/": ("/de/angebote/", for_everybody(200)),
    "{lang}/angebote/vorschlaege/": ("/de/angebote/vorschlaege/?q=de", for_everybody(200)),
    "{lang}/stadtteile/": ("/de/stadtteile/", for_everybody(200)),
    "{lang}/stadtteile/<slug:slug>/": ("/de/stadtteile/gibt-es-nicht/", for_everybody(404)),
    "{lang}/anbieter/<slug:slug>/": ("/de/anbieter/gibt-es-nicht/", for_everybody(404)),
    "{lang}/sprachkurse/": ("/de/sprachkurse/", for_everybody(200)),
    "{lang}/angebote/<slug:slug>/": ("/de/angebote/{slug}/", for_everybody(200)),
    "{lang}/angebote/<slug:slug>/<slug:name>.ics": ("/de/angebote/{slug}/2999-12-31.ics", for_everybody(200)),
    "robots.txt": ("/robots.txt", for_everybody(200)),
    "sitemap.xml": ("/sitemap.xml", for_everybody(200)),
    "sitemap-<int:number>.xml": ("/sitemap-1.xml", for_everybody(200)),
    "{lang}/notfall/": ("/de/notfall/", for_everybody(200)),
    "{lang}/woerter/": ("/de/woerter/", for_everybody(200)),
    # A form without session: an empty one is a mistake of its sender, whoever that is.
    "{lang}/^melden/(?P<number>[0-9]{1,15})/$": (
        "/de/melden/{number}/",
        for_everybody(200) | {"POST": dict.fromkeys(READERS, 400)},
    ),
}
# Wagtail's page trees under the language: the home pages and the pages about the site.
PAGES = {
    "{lang}/": ("/de/", for_everybody(200)),
    "{lang}/hilfe/": ("/de/hilfe/", for_everybody(200)),
}

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
