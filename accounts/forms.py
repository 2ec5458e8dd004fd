"""What people say of themselves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.models.user import NAME_LENGTH
from accounts.names import is_an_experts_name


class NameField(forms.CharField):
    """A public name, which may not read like an expert's."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=NAME_LENGTH, **kwargs)

    def clean(self, value: Any) -> str:
        name = str(super().clean(value))
        if name and is_an_experts_name(name):
            raise ValidationError("That name belongs to one of our experts. Choose another.")
        return name


class SignupNameForm(forms.Form):
    """Added to allauth's sign-up form."""

    name = NameField(
        label="Name",
        help_text="Shown under what you write.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request: Any, user: User) -> None:
        """Required by allauth; the adapter has stored the name already."""


class ProfileForm(forms.ModelForm[User]):
    name = NameField(
        label="Name",
        help_text="Shown under what you write.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    class Meta:
        model = User
        fields = ["name"]
