"""Responses, and reports of them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import NameField
from accounts.names import clean_name
from questions import policy
from questions.forms.fields import EmailField, TextField, WebsiteField
from questions.forms.guest import GuestForm
from questions.models import Comment, Question
from questions.services.commenting import BLANK, reads_blank
from questions.stamps import ExpiredStamp, check_stamp, make_stamp


class CommentForm(GuestForm):
    body = TextField(
        label="Your response",
        help_text="Plain text is fine. Blank lines make paragraphs.",
        max_length=policy.BODY_LENGTH,
        error_messages={"required": BLANK},
    )
    name = NameField(
        label="Name",
        help_text="Shown as you write it.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter a name, the way you want it shown"},
    )
    email = EmailField(label="Email", help_text="Never shown, never passed on.")
    website = WebsiteField(
        required=False,
        label="Website",
        max_length=policy.WEBSITE_LENGTH,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
        error_messages={"invalid": "Enter a web address, like https://example.org, or leave it"},
    )
    parent = forms.ModelChoiceField(
        Comment.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": "The response that you reply to is no longer there. "
            "Your text is kept."
        },
    )
    notify = forms.BooleanField(
        required=False,
        label="Email me when somebody replies to me",
    )
    # Signed once the author was told that the text would be held; the next sending goes through.
    warned = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, question: Question, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject=f"question-{question.pk}", **kwargs)
        parents: Any = self.fields["parent"]
        parents.queryset = Comment.objects.filter(question=question).approved()
        if user.is_authenticated:
            for name in ("email", "website"):
                del self.fields[name]
            if user.name:
                del self.fields["name"]
        else:
            self.fields["notify"].help_text = "We send one email first to check the address."

    @property
    def was_warned(self) -> bool:
        try:
            check_stamp(self.cleaned_data.get("warned", ""), f"warned-{self.subject}")
        except ExpiredStamp:
            return False
        return True

    def mark_warned(self) -> None:
        """Let the form that goes back to its author carry the sign that it did."""
        stamp = make_stamp(f"warned-{self.subject}")
        self.data = {**dict(self.data.items()), "warned": stamp}

    def clean_body(self) -> str:
        body = str(self.cleaned_data["body"])
        if reads_blank(body):
            raise ValidationError(BLANK)
        return body

    def clean_name(self) -> str:
        name = clean_name(str(self.cleaned_data["name"]))
        if not name:
            raise ValidationError("Enter a name, the way you want it shown")
        return name


class EditCommentForm(forms.Form):
    body = TextField(
        label="Your response",
        max_length=policy.BODY_LENGTH,
        error_messages={"required": BLANK},
    )


class ReportForm(forms.Form):
    reason = TextField(
        label="What is wrong with it?",
        help_text="A moderator reads this; the writer does not.",
        max_length=policy.REPORT_LENGTH,
        rows=3,
        error_messages={"required": "Say in a few words what is wrong"},
    )
