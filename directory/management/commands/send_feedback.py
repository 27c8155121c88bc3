from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.feedback.reporting import mail_report
from directory.models import Feedback, FeedbackState


class Command(BaseCommand):
    help = "Mail readers' reports that could not be mailed when they came in."

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Feedback.objects.filter(mailed_at=None, state=FeedbackState.OPEN).select_related(
            "offer", "municipality"
        )
        results = [mail_report(report) for report in waiting.order_by("created")]
        self.stdout.write(f"Mailed: {sum(results)}")
        if not all(results):
            raise CommandError(f"Still waiting: {results.count(False)}")
