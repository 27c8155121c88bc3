"""Takes one report: once per token, within the limits, stored before anything is mailed."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from directory.feedback.keeping import purge
from directory.feedback.limits import count_report
from directory.feedback.tokens import use_up
from directory.memory import Tenant, memory
from directory.models import Feedback

logger = logging.getLogger(__name__)
OFFICE_LANGUAGE = "de"


def take_report(report: Feedback, number: str, request: HttpRequest, tenant: Tenant) -> None:
    """Store a report and mail it to the office. Raises TokenError and TooManyReports, which leave no trace.

    A mail server that is down loses nothing: the report is stored, and `manage.py send_feedback` tries again.
    """
    with transaction.atomic():
        use_up(number)
        count_report(request, tenant)
        purge()
        report.save()
    mail_report(report)


def mail_report(report: Feedback) -> bool:
    """Mail one report to its municipality's office; whether it went out."""
    tenant = memory().tenants[report.municipality.slug]
    if not tenant.office_email:
        logger.warning("%s has no office e-mail address; report %s waits.", tenant.slug, report.pk)
        return False
    try:
        _message(report, tenant).send()
    except (SMTPException, OSError) as error:
        logger.error("Report %s could not be mailed: %s", report.pk, type(error).__name__)
        return False
    report.mailed_at = timezone.now()
    report.save(update_fields=["mailed_at"])
    return True


def _message(report: Feedback, tenant: Tenant) -> EmailMessage:
    title = " ".join(report.offer.title.split())[:120]
    with override(OFFICE_LANGUAGE):
        body = render_to_string(
            "directory/feedback_mail.txt",
            {
                "report": report,
                "reason": memory().label("feedback-reason", report.reason, tenant),
                "language": memory().label("language", report.language, tenant),
                "host": tenant.host,
            },
        )
    return EmailMessage(
        subject=f"Rückmeldung: {title}",
        body=body,
        to=[tenant.office_email],
        reply_to=[report.contact] if report.contact else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
