"""Labelled comments from JSON Lines files, for training and measuring."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from questions.spam.examples import Example, example_of
from questions.spam.jsonlines import BadLine, post_of, row_from

# A second process takes half a second to start; a file takes about as long to read.
_WORTH_SHARING = 8


def read_samples(paths: Iterable[Path]) -> list[Example]:
    """Read labelled files in the order given, many of them on all processors.

    Raises BadLine, naming file and line.
    """
    paths = list(paths)
    workers = os.cpu_count() or 1
    if len(paths) < _WORTH_SHARING or workers < 2:
        return [example for path in paths for example in _read(path)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return [example for examples in pool.map(_read_all, paths) for example in examples]


def _read_all(path: Path) -> list[Example]:
    return list(_read(path))


def _read(path: Path) -> Iterator[Example]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield _example(line, number, path.stem)
                except BadLine as error:
                    raise BadLine(f"{path.name}: {error}") from error


def _example(line: str, number: int, source: str) -> Example:
    row = row_from(line, number)
    label = row.get("label")
    if label not in (0, 1):
        raise BadLine(f"line {number}: “label” is neither 0 nor 1")
    return example_of(
        post_of(row, number),
        int(label),
        source=str(row.get("source") or source),
        category=str(row.get("category") or ""),
        language=str(row.get("language") or ""),
        name=str(row.get("id") or f"line {number}"),
    )
