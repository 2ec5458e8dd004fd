"""Every form of the forum: cleans and converts; what depends on the page comes as an argument."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator

from accounts.forms import NameField
from accounts.models import ExpertProfile
from accounts.names import clean_name
from questions import policy
from questions.models import Comment, Question, Topic
from questions.rendering import is_blank, normalise
from questions.services.commenting import BLANK, reads_blank
from questions.stamps import ExpiredStamp, check_stamp, make_stamp

EXPIRED = "This page had been open for a long time. Check your text and send it again."
EMAIL_ERROR = "Enter your email, like name@example.org"


class TextField(forms.CharField):
    """A text in Markdown: line ends and controls put right, counted in characters as typed."""

    def __init__(self, *, max_length: int, rows: int = 8, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        super().__init__(strip=False, **kwargs)
        self.limit = max_length
        self.widget.attrs["data-count"] = str(max_length)
        self.validators.append(
            MaxLengthValidator(
                max_length, f"Write at most {max_length:,} characters. Your text is all here."
            )
        )

    def to_python(self, value: Any) -> str:
        return normalise(str(super().to_python(value)))

    def validate(self, value: Any) -> None:
        """What nobody can see is as good as nothing."""
        super().validate("" if is_blank(value) else value)


class OneLineField(forms.CharField):
    """Plain text on one line, without characters that nobody sees."""

    def to_python(self, value: Any) -> str:
        return clean_name(str(super().to_python(value)))


class EmailField(forms.EmailField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=254,
            error_messages={"required": EMAIL_ERROR, "invalid": EMAIL_ERROR},
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            **kwargs,
        )


class WebsiteField(forms.URLField):
    """An address on the web; Django's own would take ftp as well."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class GuestForm(forms.Form):
    """A form that guests may send: with a signed stamp, and a trap that only machines fill in."""

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    seconds = forms.FloatField(required=False, widget=forms.HiddenInput)
    reference = forms.CharField(
        required=False,
        label="Leave this empty",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, subject: str, expired: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.expired = expired
        self.fields["stamp"].initial = make_stamp(subject)

    def clean_seconds(self) -> float | None:
        """A hint for the filter only: nonsense is no error."""
        seconds = self.cleaned_data.get("seconds")
        return seconds if seconds is not None and 0 <= seconds < 10**6 else None

    def clean(self) -> dict[str, Any]:
        """A form without a stamp did not come from our page; the filter weighs that."""
        cleaned = super().clean() or {}
        stamp = cleaned.get("stamp")
        try:
            if stamp:
                check_stamp(stamp, self.subject)
        except ExpiredStamp:
            self.expired = True
        if self.expired:
            self.renew_stamp()
            raise ValidationError(EXPIRED, code="expired")
        return cleaned

    def renew_stamp(self) -> None:
        """Put a fresh stamp into a form that goes back to its writer."""
        self.data = {**dict(self.data.items()), "stamp": make_stamp(self.subject)}

    def visible_errors(self) -> list[tuple[str, str]]:
        """(id of the field, message) for the summary; the form's own errors have no field."""
        pairs: list[tuple[str, str]] = []
        for name, errors in self.errors.items():
            target = self[name].id_for_label if name in self.fields else ""
            pairs.extend((target, str(message)) for message in errors)
        return pairs


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


class DetailForm(forms.Form):
    detail = TextField(
        label="Add a detail",
        help_text="The experts get it at once. It is printed under your letter.",
        max_length=2_000,
        rows=4,
        error_messages={"required": "Write the detail first"},
    )


class ReportForm(forms.Form):
    reason = TextField(
        label="What is wrong with it?",
        help_text="A moderator reads this; the writer does not.",
        max_length=policy.REPORT_LENGTH,
        rows=3,
        error_messages={"required": "Say in a few words what is wrong"},
    )


class AcceptForm(forms.Form):
    """A moderator tidies a letter and gives it to experts."""

    title = OneLineField(label="Title", max_length=policy.TITLE_LENGTH)
    topic = forms.ModelChoiceField(
        Topic.objects.all(), label="Topic", error_messages={"required": "Choose a topic"}
    )
    signature = OneLineField(
        label="Signature", help_text="As readers see it.", max_length=policy.SIGNATURE_LENGTH
    )
    body = TextField(
        label="Letter",
        help_text="Take out what would give the asker away: full names, telephone numbers.",
        max_length=policy.BODY_LENGTH,
        rows=12,
    )
    experts = forms.ModelMultipleChoiceField(
        ExpertProfile.objects.none(),
        label="Ask these experts",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one expert"},
    )
    note = OneLineField(
        required=False, label="Note to the experts", max_length=500, help_text="Only they see it."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        experts: Any = self.fields["experts"]
        experts.queryset = ExpertProfile.objects.active().select_related("user")


class DeclineForm(forms.Form):
    reason = TextField(
        label="Reason",
        help_text="The asker gets this by email, word for word.",
        max_length=2_000,
        rows=4,
        error_messages={"required": "Write the reason: the asker gets it"},
    )


class QueueFilterForm(forms.Form):
    """Filters of the workbench, from the address; what it cannot read it leaves out."""

    topic = forms.ModelChoiceField(
        Topic.objects.all(), to_field_name="slug", required=False, empty_label="All topics"
    )
    q = forms.CharField(required=False, label="Writer or link host", max_length=200)
    order = forms.ChoiceField(
        required=False,
        label="Order",
        choices=[
            ("oldest", "Oldest first"),
            ("risk", "Riskiest first"),
            ("newest", "Newest first"),
        ],
    )

    def values(self) -> dict[str, Any]:
        self.is_valid()
        return {"topic": None, "q": "", "order": "oldest"} | {
            name: value for name, value in self.cleaned_data.items() if value
        }
