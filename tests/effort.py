"""What a piece of work costs, counted: a number that no busy machine changes."""

import sys
from collections.abc import Callable
from typing import Any


def calls_of(work: Callable[..., object], *args: object, **kwargs: object) -> int:
    """How many functions were called and left while `work` was done, built-in ones included."""
    count = 0

    def step(_frame: object, _event: str, _about: Any) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        work(*args, **kwargs)
    finally:
        sys.setprofile(before)
    return count
