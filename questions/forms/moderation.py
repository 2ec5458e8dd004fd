"""What moderators fill in."""

from typing import Any

from django import forms

from accounts.models import ExpertProfile
from questions import policy
from questions.forms.fields import OneLineField, TextField
from questions.models import Topic


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
