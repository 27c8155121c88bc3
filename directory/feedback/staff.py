"""What staff do with reports in the admin."""

from wagtail.admin.forms import WagtailAdminModelForm

from directory.feedback.keeping import mark_answered
from directory.models import Feedback, FeedbackState


class FeedbackForm(WagtailAdminModelForm):
    """Setting the state to "answered" erases the address that the reader left."""

    def save(self, commit: bool = True) -> Feedback:
        report: Feedback = super().save(commit)
        if commit and report.state == FeedbackState.ANSWERED:
            mark_answered(report)
        return report
