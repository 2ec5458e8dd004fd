"""What an expert sends from the desk."""

from django import forms
from django.core.exceptions import ValidationError

from questions.widgets import AnswerField


class AnswerForm(forms.Form):
    """The text, the version that it started from, and the reason for handing a letter back."""

    body = AnswerField(
        label="Your answer",
        required=False,
        help_text="Markdown works: **bold**, - lists, > quotes, ### headings.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why you hand it back",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text="For the moderators, so that they can ask somebody else.",
    )

    def refuse(self, error: ValidationError) -> None:
        """Show a service's refusal where it belongs: at its field, or above the form."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for field, errors in error.error_dict.items():
            self.add_error(field if field in self.fields else None, errors)
