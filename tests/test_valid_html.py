"""Every page is HTML that a strict parser accepts, and names each of its elements once."""

from collections import Counter

import html5lib
import pytest
from django.template.loader import render_to_string

from tests.furnished import furnish
from tests.states import WALKS, State, person


@pytest.fixture
def site(db):
    return furnish()


def ask_for(client, state):
    answer = client.get(state.path) if state.sent is None else client.post(state.path, state.sent)
    assert answer.status_code == state.status, state.name
    return answer.content.decode()


def faults_of(page):
    """What the strict parser says, and the ids that stand there twice."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    lines = page.splitlines()
    faults = [
        f"{code} at “{lines[line - 1].strip()[:120]}”" for (line, _), code, _ in parser.errors
    ]
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    return faults + [f"id twice: {name}" for name, number in ids.items() if number > 1]


@pytest.mark.parametrize("walk", WALKS)
def test_pages_are_valid(site, client, sign_in, walk):
    role, states = WALKS[walk]
    visitor = sign_in(person(site, role)) if role else client
    faults = [
        f"{state.name}: {fault}"
        for state in states(site)
        for fault in faults_of(ask_for(visitor, state))
    ]
    assert not faults, "\n".join(faults)


def test_pages_of_an_empty_site_are_valid(db, client):
    paths = ["/", "/questions/", "/topics/", "/experts/", "/search/?q=knee", "/ask/", "/help/"]
    for path in paths:
        assert faults_of(ask_for(client, State(path, path))) == [], path


def test_a_fault_is_seen():
    page = "<!doctype html><title>x</title><p id=a><table><p id=a>lost</table></div>"
    assert len(faults_of(page)) >= 3


@pytest.mark.parametrize("name", ["400", "403_csrf", "404", "410", "429", "500", "503"])
def test_error_pages_are_valid(rf, name):
    """As Django shows them: the worst ones without a request."""
    request = None if name in {"400", "500"} else rf.get("/")
    assert faults_of(render_to_string(f"{name}.html", request=request)) == []
