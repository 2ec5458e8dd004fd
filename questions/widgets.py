"""The Markdown editor: django-markdownx's field and markup, with a preview script of our own."""

from typing import Any

from django.urls import reverse_lazy
from markdownx.fields import MarkdownxFormField
from markdownx.widgets import MarkdownxWidget

from questions import policy
from questions.forms import TextField


class MarkdownEditor(MarkdownxWidget):  # type: ignore[misc]  # the package carries no types
    """A text box with a place for its live preview.

    The package's own script holds the Tab key inside the box and asks views that anybody may
    call; `preview.js` does neither.
    """

    class Media:
        # Extending would bring the package's script back.
        extend = False
        js = ["js/preview.js"]

    @staticmethod
    def add_markdownx_attrs(attrs: dict[str, Any]) -> dict[str, Any]:
        classes = f"{attrs.get('class', '')} markdownx-editor".split()
        attrs["class"] = " ".join(dict.fromkeys(classes))
        attrs["data-preview-url"] = reverse_lazy("questions:preview")
        return attrs


class AnswerField(TextField, MarkdownxFormField):  # type: ignore[misc]  # as above
    """An expert's text, as long as an expert may write."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"rows": 18, "dir": "auto", "spellcheck": "true"}
        super().__init__(
            max_length=policy.EXPERT_BODY_LENGTH, widget=MarkdownEditor(attrs=attrs), **kwargs
        )
