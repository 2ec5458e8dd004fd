"""What every form of a guest carries: a signed stamp, and a trap for machines."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from questions.stamps import ExpiredStamp, check_stamp, make_stamp

EXPIRED = "This page had been open for a long time. Check your text and send it again."


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
