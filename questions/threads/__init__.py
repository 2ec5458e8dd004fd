"""Threads: which comments make one page, and how they nest on it."""

from questions.threads.arranging import NOBODY, Node, Viewer, arrange
from questions.threads.paging import Place, ThreadPage, load_branch, load_page, place_of

__all__ = [
    "NOBODY",
    "Node",
    "Place",
    "ThreadPage",
    "Viewer",
    "arrange",
    "load_branch",
    "load_page",
    "place_of",
]
