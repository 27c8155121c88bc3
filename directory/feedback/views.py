"""The page "Is something wrong?" of one offer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from directory.feedback.form import REASONS, FeedbackForm
from directory.feedback.limits import TooManyReports
from directory.feedback.reporting import take_report
from directory.feedback.requests import is_from_here, is_too_large, posted_fields
from directory.feedback.tokens import TokenError, make_token, read_token
from directory.memory import Tenant, memory
from directory.models import Feedback, PublicDocument
from directory.pages.offer_page import is_sensitive
from directory.pages.reading import texts_for
from directory.pages.views import belongs_here
from directory.tenancy import require_tenant


# Django's CSRF check needs a cookie, and readers get none. The signed token that works once, the check of Origin and
# Sec-Fetch-Site, and that a report needs no rights at all do its work here.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponse:
    """The form, and what became of it. Nothing that was typed is lost on the way."""
    tenant = require_tenant(request)
    document = PublicDocument.objects.filter(pk=number).first()
    if document is None or not belongs_here(document, tenant):
        raise Http404(number)
    if request.method != "POST":
        return _page(request, document, tenant)
    if is_too_large(request):
        return _page(request, document, tenant, 413, [_("Your text is much too long. Please write a shorter one.")])
    fields = posted_fields(request)
    if fields is None:
        return _page(request, document, tenant, 400, [_("We could not read your message. Please write it again.")])
    return _answer(request, document, tenant, FeedbackForm(fields))


def _answer(request: HttpRequest, document: PublicDocument, tenant: Tenant, form: FeedbackForm) -> HttpResponse:
    if not is_from_here(request):
        return _page(request, document, tenant, 403, [_("Please send the form again from this page.")], form)
    try:
        number = read_token(str(form.data.get("zeichen", "")), document.pk)
        if not form.is_valid():
            return _page(request, document, tenant, 400, form.problems, form)
        take_report(_report(document, tenant, form), number, request, tenant)
    except TokenError:
        again = _("This form was open for a long time, or you sent it before. Please press the button again.")
        return _page(request, document, tenant, 400, [again], form)
    except TooManyReports:
        wait = _("We got very many messages. Please try again in one hour, or call us.")
        return _page(request, document, tenant, 429, [wait], form)
    return _render(request, "directory/feedback_sent.html", document, tenant, {})


def _report(document: PublicDocument, tenant: Tenant, form: FeedbackForm) -> Feedback:
    """The report as it is stored; it belongs to the municipality that keeps the offer."""
    return Feedback(
        municipality_id=document.municipality_id,
        offer_id=document.pk,
        reason=form.cleaned_data["grund"],
        text=form.cleaned_data["text"],
        contact=form.cleaned_data["kontakt"],
        language=get_language() or "",
    )


def _page(
    request: HttpRequest,
    document: PublicDocument,
    tenant: Tenant,
    status: int = 200,
    problems: list[str] | None = None,
    form: FeedbackForm | None = None,
) -> HttpResponse:
    """The form, with what was typed before and what to do now."""
    typed = form.data if form else {}
    context = {
        "token": make_token(document.pk),
        "problems": problems or [],
        "reasons": _reasons(tenant, str(typed.get("grund", ""))),
        "text": typed.get("text", ""),
        "contact": typed.get("kontakt", ""),
    }
    response = _render(request, "directory/feedback.html", document, tenant, context, status)
    if status == 429:
        response["Retry-After"] = "3600"
    return response


def _reasons(tenant: Tenant, chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "slug": term.slug,
            "icon": term.icon or "info",
            "label": memory().label(REASONS, term.slug, tenant),
            "chosen": term.slug == chosen,
        }
        for term in memory().vocabulary(REASONS).values()
        if not term.retired and (REASONS, term.slug) not in tenant.hidden
    ]


def _render(
    request: HttpRequest,
    template: str,
    document: PublicDocument,
    tenant: Tenant,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    texts = texts_for([document.pk], get_language() or "", fields=("title",))
    about = {
        "title": texts[str(document.pk)]["title"],
        "slug": document.slug,
        "sensitive": is_sensitive(document.facts),
    }
    response = render(request, template, {"about": about, **context}, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
