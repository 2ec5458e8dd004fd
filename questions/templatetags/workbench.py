"""The filter's verdict as pictures: drawn here with SVG attributes, so that no style is inline."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

# Half the width of a bar's field, and the log-odds that fill it; a heavier reason is cut there.
BAR = 60
FULL_BAR = 3.0
# The width of the scale from 0 to 1, in units of its drawing.
SCALE = 400


@register.simple_tag
def weight_bar(weight: float) -> SafeString:
    """A bar from a common centre line: to the right towards spam, to the left for the writer."""
    length = round(min(abs(weight) / FULL_BAR, 1) * BAR, 1)
    context = {
        "centre": BAR,
        "width": 2 * BAR,
        "length": length,
        "start": BAR if weight > 0 else BAR - length,
        "side": "spam" if weight > 0 else "writer",
    }
    return render_to_string("moderation/_bar.svg", context)


@register.simple_tag
def score_scale(score: float, thresholds: Any) -> SafeString:
    """The scale from 0 to 1, with both thresholds ticked and the score as a needle."""
    hold, spam = thresholds.hold * SCALE, thresholds.spam * SCALE
    context = {
        "width": SCALE,
        "score": score,
        "needle": round(score * SCALE, 1),
        "hold": round(hold, 1),
        "held": round(spam - hold, 1),
        "spam": round(spam, 1),
        "beyond": round(SCALE - spam, 1),
        "thresholds": thresholds,
    }
    return render_to_string("moderation/_scale.svg", context)


@register.filter
def weighed_reasons(screening: Any) -> list[dict[str, Any]]:
    """The kept reasons, strongest first, and what is left of the sum, so that they add up."""
    reasons = [reason for reason in screening.reasons if reason.get("reason")]
    rest = screening.total - sum(reason["weight"] for reason in reasons)
    if abs(rest) >= 0.005:
        words = "where every text starts, and smaller signs"
        reasons.append({"name": "rest", "weight": rest, "reason": words, "is_rest": True})
    return reasons


@register.filter
def signed(number: float) -> str:
    """Two places and always a sign; below zero a true minus sign, as wide as the plus."""
    return f"{number:+.2f}".replace("-", "\N{MINUS SIGN}")
