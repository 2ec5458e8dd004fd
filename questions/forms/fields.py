"""Fields that clean what people type, and say in words what is missing."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, URLValidator

from accounts.names import clean_name
from questions.rendering import is_blank, normalise

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
