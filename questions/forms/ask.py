"""The letter, and what its asker adds to it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from questions import policy
from questions.forms.fields import EmailField, OneLineField, TextField
from questions.forms.guest import GuestForm
from questions.models import Question, Topic
from questions.rendering import is_blank
from questions.services.commenting import reads_blank


class AskForm(GuestForm):
    title = OneLineField(
        label="Your question in one line",
        help_text="Readers see this as the title.",
        max_length=policy.TITLE_LENGTH,
        error_messages={"required": "Enter your question in one line"},
    )
    body = TextField(
        label="Your letter",
        help_text="Say what you have tried, how long it has gone on, and what you would like to "
        "know. Leave out full names and telephone numbers.",
        max_length=policy.BODY_LENGTH,
        rows=12,
        error_messages={"required": "Write your letter"},
    )
    topic = forms.ModelChoiceField(
        Topic.objects.all(),
        to_field_name="slug",
        required=False,
        label="Topic",
        empty_label="Let the editors choose",
        error_messages={"invalid_choice": "Choose one of the topics, or let the editors choose"},
    )
    name = OneLineField(
        label="Name",
        help_text="Never shown in full.",
        max_length=policy.NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name; readers never see it in full"},
    )
    location = OneLineField(
        required=False,
        label="Town",
        help_text="Shown under your letter.",
        max_length=policy.LOCATION_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    signature_style = forms.ChoiceField(
        required=False,
        label="Sign the letter as",
        choices=Question.SignatureStyle.choices,
        widget=forms.RadioSelect,
    )
    email = EmailField(
        label="Email",
        help_text="Only the editors see it. We use it to tell you when your letter is answered.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject="ask", **kwargs)
        self.user = user
        if user.is_authenticated:
            # Known already: what an account says is not asked a second time.
            del self.fields["email"]
            if user.name:
                del self.fields["name"]

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        if is_blank(title):
            raise ValidationError("Enter your question in one line")
        return title

    def clean_body(self) -> str:
        body = str(self.cleaned_data["body"])
        if len(body.strip()) < policy.MIN_LETTER_LENGTH or reads_blank(body):
            raise ValidationError(
                f"Write a little more: at least {policy.MIN_LETTER_LENGTH} characters"
            )
        return body

    def clean_signature_style(self) -> str:
        return self.cleaned_data["signature_style"] or Question.SignatureStyle.INITIALS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.user.is_authenticated:
            cleaned.setdefault("email", self.user.email)
            if self.user.name:
                cleaned.setdefault("name", self.user.name)
        return cleaned


class DetailForm(forms.Form):
    detail = TextField(
        label="Add a detail",
        help_text="The experts get it at once. It is printed under your letter.",
        max_length=2_000,
        rows=4,
        error_messages={"required": "Write the detail first"},
    )
