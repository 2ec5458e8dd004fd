"""What templates need to show: rendered text, icons, times, lists of names."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from django import template
from django.forms import Field
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from accounts.roles import is_expert, is_moderator, is_owner
from questions.rendering import excerpt, plain_text, trusted, without_links

register = template.Library()

# In minutes; a month only from two months on, so that "45 days ago" stays exact.
_UNITS = (("year", 525_600), ("month", 43_800), ("day", 1_440), ("hour", 60), ("minute", 1))


@register.filter
def rendered(html: str) -> SafeString:
    """Text that `rendering.render` made when it was written; `body_html` and nothing else."""
    return trusted(html)


@register.filter
def unlinked(html: str) -> SafeString:
    """As `rendered`, for text that nobody has approved: its links are text."""
    return without_links(html)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of the sprite; it stands beside a word, so screen readers skip it."""
    sprite = static("img/icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name
    )


@register.filter
def stamp(when: datetime) -> str:
    """For `datetime` attributes: whole seconds, since HTML takes three digits of a fraction."""
    return timezone.localtime(when).isoformat(timespec="seconds")


@register.filter
def ago(when: datetime) -> str:
    """ "13 days ago": the largest unit only. The full date always stands beside it."""
    minutes = int((timezone.now() - when).total_seconds() // 60)
    for unit, size in _UNITS:
        number = minutes // size
        if number >= 2 or (number == 1 and unit != "month"):
            return f"{number} {unit}{'s' if number > 1 else ''} ago"
    return "just now"


@register.filter
def is_past(when: datetime) -> bool:
    return when < timezone.now()


@register.filter
def and_list(items: Iterable[object]) -> str:
    """ "Ada", "Ada and Ben", "Ada, Ben and Cleo"."""
    names = [str(item) for item in items]
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


@register.filter
def attribute_list(items: Iterable[object], name: str) -> str:
    """The named attribute of each item, as `and_list` writes them."""
    return and_list(getattr(item, name) for item in items)


@register.filter
def name_strip(names: Sequence[str], shown: int = 3) -> str:
    """ "Ruth, Dr. Ada Holm (expert), Marek and 1 other": who speaks in a folded branch."""
    rest = len(names) - shown
    if rest <= 0:
        return and_list(names)
    return and_list([*names[:shown], f"{rest} other{'s' if rest > 1 else ''}"])


@register.filter
def page_numbers(number: int, pages: int) -> list[int]:
    """The numbers that a pager shows; 0 stands for a gap."""
    near = sorted({1, pages, *range(max(1, number - 1), min(pages, number + 1) + 1)})
    shown = near[:1]
    for before, after in pairwise(near):
        shown += [after] if after == before + 1 else [0, after]
    return shown


@register.filter(name="excerpt")
def first_words(html: str, words: int = 30) -> str:
    return excerpt(html, words)


@register.filter
def opening(html: str, words: int = 30) -> str:
    """How a letter begins, for a list: its first words after the salutation."""
    return Truncator(" ".join(_paragraphs(html))).words(words, truncate=" …")


@register.filter
def lead_quote(html: str, enough: int = 180) -> str:
    """Whole sentences from the beginning of a letter or an answer, until they say enough."""
    quote = ""
    for sentence in re.split(r"(?<=[.!?])\s+", " ".join(_paragraphs(html))):
        quote = f"{quote} {sentence}".strip()
        if len(quote) >= enough:
            break
    return quote


def _paragraphs(html: str) -> list[str]:
    """The lines of a text without its salutation: a short first line that ends in a comma."""
    lines = plain_text(html).split("\n")
    is_greeting = len(lines) > 1 and len(lines[0]) < 60 and lines[0].rstrip().endswith((",", ":"))
    return lines[1:] if is_greeting else lines


@register.filter
def to_do(error: str, label: str) -> str:
    """What to do about an error; Django's own "This field is required." does not say it."""
    return f"Fill in “{label}”" if error == Field.default_error_messages["required"] else error


@register.filter
def moderates(user: object) -> bool:
    return is_moderator(user)


@register.filter
def has_a_desk(user: object) -> bool:
    """Whether the admin is open to this person."""
    return is_expert(user) or is_owner(user)
