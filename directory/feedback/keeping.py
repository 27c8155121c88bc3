"""How long reports stay: until the office answered them, at the latest 90 days. Used tokens and counts go as soon as
they cannot matter any more. `manage.py purge_feedback` does it every hour, and so does every new report."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from directory.models import Feedback, FeedbackState, RateCount, UsedToken
from directory.showing import berlin_today

KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Purged:
    """How many rows were deleted."""

    answered: int
    too_old: int
    tokens: int
    counts: int

    def __str__(self) -> str:
        return ", ".join(f"{name} {number}" for name, number in asdict(self).items())


def _answered() -> "QuerySet[Feedback]":
    return Feedback.objects.filter(Q(answered_on__lt=berlin_today()), state=FeedbackState.ANSWERED)


def _too_old() -> "QuerySet[Feedback]":
    return Feedback.objects.filter(created__lt=timezone.now() - KEPT)


def purge(dry_run: bool = False) -> Purged:
    """Delete what must not be kept any longer: answered reports on the next day, all after 90 days."""
    now = timezone.now()
    tokens, counts = UsedToken.objects.filter(expires__lt=now), RateCount.objects.filter(expires__lt=now)
    found = Purged(_answered().count(), _too_old().count(), tokens.count(), counts.count())
    if not dry_run:
        for rows in (_answered(), _too_old(), tokens, counts):
            rows.delete()
    return found


def mark_answered(report: Feedback) -> None:
    """The office answered: the address that the reader left for the answer is erased at once."""
    report.state = FeedbackState.ANSWERED
    report.answered_on = report.answered_on or berlin_today()
    report.contact = ""
    report.save(update_fields=["state", "answered_on", "contact"])
