"""Every state of every page, as axe-core sees it: at a desk, on a phone, by day and by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from questions.limits import SEARCHES
from tests.browser.people import DESK, PHONE, enter_as, reach
from tests.factories import make_question
from tests.furnished import furnish
from tests.states import WALKS, State, person

NARROW = {"width": 320, "height": 700}
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What the colours of the night can break; the rest is the same by day.
BY_COLOUR = ["color-contrast", "link-in-text-block"]
LOOKS = {
    "light": {"type": "tag", "values": STANDARDS},
    "dark": {"type": "rule", "values": BY_COLOUR},
}
# Loaded once a page, by the debugger: the content policy stays as it is.
AXE = Axe().axe_script
RUN = """only => {
  // The admin fades from one colour to the next.
  document.getAnimations().forEach((fading) => fading.finish());
  // Preloading would put inline style into the page, against its policy.
  return axe.run(document, {runOnly: only, resultTypes: ["violations"], preload: false});
}"""
IS_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def site(db):
    return furnish()


@pytest.fixture
def calm(visit):
    """A visitor for whom nothing moves: colours have changed when axe looks at them."""
    return visit(reduced_motion="reduce")


def faults_of(page):
    """What is wrong with the page that is open, in all sizes and colours."""
    page.evaluate(AXE)
    faults = []
    for size in (NARROW, PHONE, DESK):
        page.set_viewport_size(size)
        if excess := page.evaluate(IS_TOO_WIDE):
            faults.append(f"{size['width']} px: {excess} px too wide")
        if size != NARROW:
            faults += seen_by_axe(page, size["width"])
    return faults


def seen_by_axe(page, width):
    faults = []
    for colours, only in LOOKS.items():
        page.emulate_media(color_scheme=colours)
        for violation in page.evaluate(RUN, only)["violations"]:
            places = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
            faults.append(f"{width} px, {colours}: {violation['id']} at {', '.join(places)}")
    page.emulate_media(color_scheme="light")
    return faults


@pytest.mark.parametrize("walk", WALKS)
def test_pages_are_accessible(site, calm, live_server, walk):
    role, states = WALKS[walk]
    if role:
        enter_as(calm, person(site, role), live_server.url)
    faults = []
    for state in states(site):
        reach(calm, state)
        faults += [f"{state.name}, {fault}" for fault in faults_of(calm)]
    assert not faults, "\n".join(faults)


def test_an_empty_site_is_accessible(calm):
    for path in ("/", "/questions/", "/topics/", "/experts/"):
        reach(calm, State(path, path))
        assert faults_of(calm) == [], path


def test_too_many_is_accessible(calm, client):
    for _ in range(SEARCHES["guest"].number):
        client.get("/search/?q=knee")
    reach(calm, State("too many", "/search/?q=knee", status=429))
    assert faults_of(calm) == []


def test_faults_are_seen(calm):
    """The walk can fail: a page as it should not be."""
    calm.goto(make_question().get_absolute_url())
    calm.evaluate("() => document.querySelector('main').append(document.createElement('img'))")
    calm.evaluate("() => { document.body.style.minWidth = '1000px'; }")
    found = " ".join(faults_of(calm))
    assert "320 px: 680 px too wide" in found
    assert "390 px, light: image-alt at img" in found
