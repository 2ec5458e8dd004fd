"""The key steps with scripts switched off: plain pages and forms do everything."""

import re

import pytest
from playwright.sync_api import expect

from questions.models import Comment, Question
from tests.browser.people import PHONE, enter_as, fill
from tests.factories import make_comment, make_moderator, make_question, make_topic

LETTER = "I run four times a week.\n\nOn the way **down** every hill my knees hurt. What helps?"
PROMOTION = (
    "I swear by the KneeHeaven sleeve, order yours at https://kneeheaven.example/buy-now and "
    "get 20% off with code RUN20."
)


@pytest.fixture
def plain(visit):
    """Gives a page without scripts, on a phone unless told otherwise."""
    return lambda **options: visit(scripts=False, **({"size": PHONE} | options))


def test_a_letter_is_looked_at_and_sent(plain):
    make_topic("Running", slug="running")
    make_question(title="Why do my knees hurt on the way down?")
    page = plain()
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Ask the experts").click()
    fill(page, {"Your question in one line": "Knees hurt on the way down", "Your letter": LETTER})
    fill(page, {"Topic": "running", "Name": "Paula Marsh", "Town": "Dallas, TX"})
    page.get_by_label("Your first name, like “Pat”").check()
    page.get_by_role("button", name="See how it will look").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("One thing to put right")
    summary.get_by_role("link", name="Enter your email, like name@example.org").click()
    expect(page.get_by_label("Email")).to_be_focused()
    expect(page.get_by_label("Your letter", exact=True)).to_have_value(LETTER)

    fill(page, {"Email": "paula@letters.example"})
    page.get_by_role("button", name="See how it will look").click()
    expect(page.locator(".prose strong")).to_have_text("down")
    expect(page.locator(".signature")).to_have_text("Paula, Dallas, TX")
    expect(page.get_by_role("link", name="Why do my knees hurt on the way down?")).to_be_visible()
    page.get_by_role("button", name="Send my letter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your letter")
    assert Question.objects.get(state="submitted").signature == "Paula, Dallas, TX"

    fill(page, {"Add a detail": "I am 41."})
    page.get_by_role("button", name="Add to my letter").click()
    expect(page.get_by_role("status")).to_contain_text("Added to your letter.")
    page.get_by_role("button", name="Withdraw my letter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You withdrew your letter")


def test_a_response_is_answered_on_a_page_of_its_own(plain):
    first = make_comment(guest="Ruth", body="Walk the downhills.")
    page = plain()
    page.goto(first.question.get_absolute_url())
    page.get_by_role("link", name=re.compile("^Reply to Ruth")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reply to Ruth")
    expect(page.get_by_text("Walk the downhills.")).to_be_visible()
    fill(page, {"Your response": "I had that for a year, and walking helped me too."})
    fill(page, {"Name": "Marek", "Email": "marek"})
    page.get_by_role("button", name="Post response").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your email")
    fill(page, {"Email": "marek@visitors.example"})
    page.get_by_role("button", name="Post response").click()
    reply = first.replies.get()
    expect(page).to_have_url(re.compile(f"#comment-{reply.pk}$"))
    inside = page.locator(f"#comment-{first.pk} #comment-{reply.pk}")
    expect(inside).to_contain_text("in reply to Ruth")
    expect(page.locator(".response-count")).to_have_text("2")


def test_a_response_is_changed_and_taken_back(plain):
    question = make_question()
    page = plain()
    page.goto(question.get_absolute_url())
    fill(page, {"Your response": "I had that for a year, and walking helped me."})
    fill(page, {"Name": "Marek", "Email": "marek@visitors.example"})
    page.get_by_role("button", name="Post response").click()
    page.get_by_role("link", name=re.compile("^Edit")).click()
    fill(page, {"Your response": "I had that for two years, and walking helped me."})
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.locator(".comment-body")).to_contain_text("two years")
    expect(page.locator(".comment-head")).to_contain_text("Edited")
    page.get_by_role("link", name=re.compile("^Delete")).click()
    page.get_by_role("main").get_by_role("button", name=re.compile("Delete")).click()
    expect(page.get_by_role("heading", name="No responses yet")).to_be_visible()
    assert not Comment.objects.approved().exists()


def test_a_moderator_decides(plain, live_server):
    question = make_question()
    promoter = plain()
    promoter.goto(question.get_absolute_url())
    fill(promoter, {"Your response": PROMOTION, "Name": "Ines", "Email": "ines@visitors.example"})
    promoter.get_by_role("button", name="Post response").click()
    expect(promoter.locator(".comment.waiting")).to_contain_text("Only you can see it.")

    page = plain()
    enter_as(page, make_moderator(), live_server.url)
    page.goto("/moderation/")
    item = page.get_by_role("listitem", name="Comment by Ines")
    item.get_by_role("button", name=re.compile("^Approve")).click()
    expect(page.get_by_text("Approved: Ines’s comment.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("checkbox", name="Select the comment by Ines").check()
    page.get_by_role("button", name="Remove the selected comments").click()
    expect(page.get_by_role("heading", name="The queue is empty")).to_be_visible()
    page.get_by_role("navigation", name="Workbench").get_by_role("link", name="Decisions").click()
    expect(page.get_by_role("row")).to_have_count(4)
    assert Comment.objects.get().state == "removed"


def test_controls_that_need_scripts_are_not_shown(plain):
    page = plain()
    page.goto(make_question(comments=2).get_absolute_url())
    for control in ("[data-theme-switch]", "[data-print-row]", "[data-reply-cancel]"):
        expect(page.locator(control).first).to_be_attached()
        expect(page.locator(f"{control}:visible")).to_have_count(0)
