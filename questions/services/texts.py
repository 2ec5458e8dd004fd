"""Writing a text: its source, its HTML and the version of the renderer, always together."""

from questions.models.text import WrittenText
from questions.rendering import RENDERER_VERSION, normalise, render

TEXT_FIELDS = ("body", "body_html", "renderer_version")


def set_body(row: WrittenText, body: str, *, expert: bool = False) -> None:
    """Fill the text fields of a row; the caller saves it."""
    row.body = normalise(body)
    row.body_html = render(body, expert=expert)
    row.renderer_version = RENDERER_VERSION
