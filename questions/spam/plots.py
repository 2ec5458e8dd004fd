"""Plots as SVG, without a library: the curve of merit and what came true of the scores."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from questions.spam.measure import Bin

SIDE, MARGIN = 320, 48
_STYLE = (
    "text{font:12px sans-serif;fill:#333}.axis{stroke:#333;fill:none}.grid{stroke:#ddd}"
    ".ideal{stroke:#999;stroke-dasharray:4 3;fill:none}.line{stroke:#0b5c8a;fill:none;"
    "stroke-width:2}.dot{fill:#0b5c8a}.point{fill:#b3410e}"
)


def curve_plot(
    title: str, points: Sequence[tuple[float, float]], threshold: tuple[float, float]
) -> str:
    """Draw the share of promotion held over the share of the sincere held."""
    path = " ".join(f"{_x(ham):.1f},{_y(spam):.1f}" for ham, spam in _thin(points))
    ham, spam = threshold
    mark = f'<circle class="point" cx="{_x(ham):.1f}" cy="{_y(spam):.1f}" r="5"/>'
    label = f"at the shipped threshold: {spam:.0%} of promotion, {ham:.1%} of the sincere"
    body = f'<polyline class="line" points="{path}"/>{mark}'
    return _frame(title, "sincere held", "promotion held", label, body)


def reliability_plot(title: str, bins: Sequence[Bin]) -> str:
    """Draw the share of promotion among comments of each score."""
    dots = "".join(
        f'<circle class="dot" cx="{_x(item.mean_score):.1f}" cy="{_y(item.spam_share):.1f}" '
        f'r="{3 + min(9.0, item.count**0.5 / 2):.1f}"><title>{item.count}</title></circle>'
        for item in bins
    )
    ideal = f'<line class="ideal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    label = "larger dots: more comments; dashed: a score means what it says"
    return _frame(title, "score", "share of promotion", label, ideal + dots)


def _frame(title: str, across: str, up: str, label: str, body: str) -> str:
    ticks = "".join(_tick(share / 5) for share in range(6))
    width, height = SIDE + 2 * MARGIN + 80, SIDE + 2 * MARGIN + 24
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(title)}: {escape(label)}"><style>{_STYLE}</style>'
        f'<text x="{MARGIN}" y="20" font-weight="bold">{escape(title)}</text>{ticks}'
        f'<rect class="axis" x="{_x(0)}" y="{_y(1)}" width="{SIDE}" height="{SIDE}"/>{body}'
        f'<text x="{_x(0.5)}" y="{_y(0) + 34}" text-anchor="middle">{escape(across)}</text>'
        f'<text transform="translate(14 {_y(0.5)}) rotate(-90)" text-anchor="middle">'
        f"{escape(up)}</text>"
        f'<text x="{MARGIN}" y="{_y(0) + 56}">{escape(label)}</text></svg>\n'
    )


def _tick(share: float) -> str:
    return (
        f'<line class="grid" x1="{_x(share)}" y1="{_y(0)}" x2="{_x(share)}" y2="{_y(1)}"/>'
        f'<line class="grid" x1="{_x(0)}" y1="{_y(share)}" x2="{_x(1)}" y2="{_y(share)}"/>'
        f'<text x="{_x(share)}" y="{_y(0) + 16}" text-anchor="middle">{share:.0%}</text>'
        f'<text x="{_x(0) - 6}" y="{_y(share) + 4}" text-anchor="end">{share:.0%}</text>'
    )


def _thin(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Keep the corners of a staircase of many steps."""
    kept = [points[0]]
    for before, point, after in zip(points, points[1:], points[2:], strict=False):
        if not (before[0] == point[0] == after[0] or before[1] == point[1] == after[1]):
            kept.append(point)
    return [*kept, points[-1]]


def _x(share: float) -> float:
    return round(MARGIN + SIDE * share, 1)


def _y(share: float) -> float:
    return round(MARGIN + SIDE * (1 - share), 1)
