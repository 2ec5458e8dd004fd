"""What people say of themselves."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import ExpertProfile, User
from accounts.models.user import NAME_LENGTH
from accounts.names import clean_name, is_an_experts_name

if TYPE_CHECKING:
    UserModelForm = forms.ModelForm[User]
else:
    UserModelForm = forms.ModelForm


class NameField(forms.CharField):
    """A public name on one line, which may not read like an expert's.

    `own` is the profile of an expert who names themselves.
    """

    def __init__(self, *, own: ExpertProfile | None = None, **kwargs: Any) -> None:
        self.own = own
        kwargs.setdefault("label", "Name")
        kwargs.setdefault("help_text", "Shown under what you write.")
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "name"}))
        kwargs.setdefault("error_messages", {"required": "Enter the name to show."})
        super().__init__(max_length=NAME_LENGTH, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_name(super().to_python(value) or "")

    def clean(self, value: Any) -> str:
        name = str(super().clean(value))
        if name and is_an_experts_name(name, besides=self.own):
            raise ValidationError("That name belongs to one of our experts. Choose another.")
        return name


class SignupNameForm(forms.Form):
    """Added to allauth's sign-up form."""

    name = NameField()
    field_order = ["name", "email", "password1"]

    def signup(self, request: Any, user: User) -> None:
        """Required by allauth; the adapter has stored the name already."""


class ProfileForm(UserModelForm):
    name = NameField()

    class Meta:
        model = User
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = NameField(own=getattr(self.instance, "expert", None))

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        _guard().refuse_address(name)
        return name

    def save(self, commit: bool = True) -> User:
        person: User = super().save(commit)
        if commit and "name" in self.changed_data:
            _guard().name_changed(person)
        return person


def _guard() -> Any:
    """Who looks at public names; the accounts themselves do not know what is written under them."""
    return import_module(settings.NAME_GUARD)
