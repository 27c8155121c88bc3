"""The form "Is something wrong?": what a reader may send, made harmless before anything reads it."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.fields import vocabulary_choices
from directory.models import Feedback
from directory.models.feedback import LONGEST_TEXT

REASONS = "feedback-reason"
# Embeddings, overrides and isolates make a text read other than it is written.
DIRECTION_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


def clean_words(text: str) -> str:
    """Plain text without control characters and direction overrides; line breaks are line feeds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", CONTROL.sub("", DIRECTION_OVERRIDES.sub("", text))).strip()


class FeedbackForm(forms.Form):
    """Field names are the German ones of the public addresses."""

    grund = forms.ChoiceField(
        choices=lambda: vocabulary_choices(REASONS),
        error_messages={
            "required": _("Please choose what is wrong."),
            "invalid_choice": _("Please choose what is wrong."),
        },
    )
    # Plain fields: CharField would refuse a text for a null character, which is taken out here instead.
    text = forms.Field(required=False)
    kontakt = forms.Field(required=False)
    # People do not see this field; programs fill it in.
    website = forms.CharField(required=False)

    def clean_text(self) -> str:
        text = clean_words(self.cleaned_data["text"] or "")
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(
                _("Your text is too long. It has %(length)d characters. Please write at most %(most)d."),
                params={"length": len(text), "most": LONGEST_TEXT},
            )
        return text

    def clean_kontakt(self) -> str:
        contact = (self.cleaned_data["kontakt"] or "").strip(" ")
        if not contact:
            return ""
        try:
            Feedback._meta.get_field("contact").run_validators(contact)
        except forms.ValidationError as error:
            raise forms.ValidationError(_("This e-mail address is not right. Example: name@example.org")) from error
        return str(contact)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave the last field empty."))
        return ""

    @property
    def problems(self) -> list[Any]:
        """All messages, in the order of the fields."""
        return [message for messages in self.errors.values() for message in messages]
