from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from directory.wagtail_hooks import fields, label_panels
from home.models import EmergencyNumber


class EmergencyNumberViewSet(SnippetViewSet):
    """Reviewed twice a year: whoever checks a number sets its day."""

    model = EmergencyNumber
    icon = "warning"
    menu_label = "Notfallnummern"
    add_to_admin_menu = True
    menu_order = 120
    list_display = ["number", "label", "municipality", "reviewed_on"]
    panels = [
        *fields("municipality", "slug", "number"),
        *label_panels("label"),
        *label_panels("explanation"),
        *fields("icon", "urgent", "free", "always", "slots", "languages", "position"),
        FieldPanel("reviewed_on"),
    ]


register_snippet(EmergencyNumberViewSet)
