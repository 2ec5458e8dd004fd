"""What templates need to show: rendered text, icons, times, lists of names."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django import template
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from questions.rendering import trusted

register = template.Library()

# In minutes; a month only from two months on, so that "45 days ago" stays exact.
_UNITS = (("year", 525_600), ("month", 43_800), ("day", 1_440), ("hour", 60), ("minute", 1))


@register.filter
def rendered(html: str) -> SafeString:
    """Text that `rendering.render` made when it was written; `body_html` and nothing else."""
    return trusted(html)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of the sprite; it stands beside a word, so screen readers skip it."""
    sprite = static("img/icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name
    )


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
def page_numbers(page: Page[object]) -> Iterable[int | str]:
    """The numbers that a pager shows, with gaps in long lists."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
