"""What a person without a mouse does."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import enter_as, fill
from tests.factories import make_comment, make_moderator, make_question


@pytest.fixture
def thread(page):
    comment = make_comment(guest="Ruth", body="Walk the downhills.")
    make_comment(comment.question, guest="Ines", body="Or run them backwards.")
    page.goto(comment.question.get_absolute_url())
    return comment


def reply_to(page, name):
    return page.get_by_role("button", name=re.compile(f"^Reply to {name}"))


def test_the_first_stop_leads_past_the_head(page):
    page.goto("/help/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_tab_reaches_and_leaves_the_letter_both_ways(page):
    page.goto("/ask/")
    letter = page.get_by_label("Your letter", exact=True)
    page.get_by_label("Your question in one line").focus()
    page.keyboard.press("Tab")
    expect(letter).to_be_focused()
    page.keyboard.type("Two words")
    page.keyboard.press("Tab")
    expect(letter).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(letter).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Your question in one line")).to_be_focused()
    expect(letter).to_have_value("Two words")


def test_nothing_holds_the_focus(page, thread):
    """From the first control to the last, each once, and each where it can be seen."""
    page.evaluate("document.activeElement.blur()")
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const here = document.activeElement;
              const all = [...document.querySelectorAll("*")];
              const box = here.getBoundingClientRect();
              const seen = box.width > 0 && box.height > 0 && box.bottom > 0
                && box.top < innerHeight;
              return here === document.body ? null : [all.indexOf(here), seen, here.outerHTML];
            }"""
        )
        if stop is None or stop[0] in {place for place, *_ in stops}:
            break
        stops.append(stop)
    assert [html for _, seen, html in stops if not seen] == []
    assert [place for place, *_ in stops] == sorted(place for place, *_ in stops)
    assert "Follow by feed" in " ".join(html for *_, html in stops)


def test_escape_closes_a_reply_and_returns_to_where_it_began(page, thread):
    reply_to(page, "Ruth").focus()
    page.keyboard.press("Enter")
    response = page.get_by_label("Your response")
    expect(response).to_be_focused()
    expect(page.locator(f"#comment-{thread.pk} [data-reply-form]")).to_have_count(1)
    page.keyboard.type("Half a tho")
    page.keyboard.press("Escape")
    expect(reply_to(page, "Ruth")).to_be_focused()
    expect(page.locator(".comment [data-reply-form]")).to_have_count(0)

    reply_to(page, "Ines").focus()
    page.keyboard.press("Enter")
    expect(response).to_have_value("Half a tho")
    page.keyboard.type("ught, at least twenty letters long.")
    fill(page, {"Name": "Marek", "Email": "marek@visitors.example"})
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Your response is posted.")
    reply = thread.question.comments.get(guest_name="Marek")
    assert reply.parent.guest_name == "Ines"
    expect(page.locator(f"#comment-{reply.pk}")).to_be_focused()


def test_an_error_takes_the_focus_and_leads_to_its_field(page):
    page.goto("/ask/")
    page.get_by_role("button", name="Send without looking").click()
    expect(page).to_have_title(re.compile("^Error: "))
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Write your letter").press("Enter")
    expect(page.get_by_label("Your letter", exact=True)).to_be_focused()


def test_keys_of_the_queue_rest_while_somebody_types(page, live_server):
    question = make_question()
    waiting = [make_comment(question, guest=name, state="pending") for name in ("Ada", "Ben")]
    enter_as(page, make_moderator(), live_server.url)
    page.goto("/moderation/")
    page.get_by_label("Writer or link host").press_sequentially("a")
    page.keyboard.press("Home")
    expect(page.get_by_role("listitem", name="Comment by Ada")).to_be_visible()
    assert question.comments.filter(state="pending").count() == 2
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    expect(page.get_by_role("listitem", name="Comment by Ben")).to_be_focused()
    page.keyboard.press("a")
    expect(page.get_by_text("Approved: Ben’s comment.")).to_be_visible()
    expect(page.get_by_role("listitem", name="Comment by Ada")).to_be_focused()
    waiting[1].refresh_from_db()
    assert waiting[1].is_approved
    page.keyboard.press("u")
    expect(page.get_by_text("Undone: 1 decision.")).to_be_visible()
