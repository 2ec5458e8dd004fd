"""The desk with scripts: drafts that save themselves, a live preview, a box that lets Tab go."""

import pytest
from playwright.sync_api import expect

from questions.models import Answer
from questions.services import answering
from tests.browser.people import enter_as
from tests.factories import make_expert, make_question, make_user

SAVING = 15_000  # milliseconds; the script waits four seconds after the last key


@pytest.fixture
def expert(db):
    return make_expert("Dr. Ada Holm", user=make_user(email="ada@experts.example"))


@pytest.fixture
def letter(expert):
    return make_question("assigned", experts=[expert], title="Why does my knee hurt?")


@pytest.fixture
def desk(page, expert, letter, live_server):
    """The letter, open before its expert."""
    enter_as(page, expert.user, live_server.url)
    page.goto(f"/admin/questions/question/{letter.pk}/change/")
    return page


def box(page):
    return page.get_by_label("Your answer", exact=True)


def status(page):
    return page.locator("[data-saved]")


def test_a_draft_saves_itself_and_is_published_from_there(desk, letter):
    box(desk).fill("Shorten your step.")
    expect(status(desk)).to_contain_text("Saved as a draft", timeout=SAVING)
    assert Answer.objects.get().body == "Shorten your step."
    box(desk).fill("Shorten your step. Then rest.")
    desk.get_by_role("button", name="Publish my answer").click()
    expect(desk.get_by_role("button", name="Publish the revision")).to_be_visible()
    answer = Answer.objects.get()
    assert (answer.state, answer.body) == ("published", "Shorten your step. Then rest.")


def test_what_was_typed_before_the_script_arrived_is_saved_too(page, expert, letter, live_server):
    enter_as(page, expert.user, live_server.url)
    held = []
    page.route("**/js/desk*.js", lambda route: held.append(route))
    with page.expect_request("**/js/desk*.js"):
        page.goto(f"/admin/questions/question/{letter.pk}/change/", wait_until="commit")
    box(page).fill("Typed on a slow line.")
    held[0].continue_()
    expect(status(page)).to_contain_text("Saved as a draft", timeout=SAVING)
    assert Answer.objects.get().body == "Typed on a slow line."


def test_a_newer_text_is_not_overwritten_by_an_open_window(desk, expert, letter):
    box(desk).fill("From this window.")
    expect(status(desk)).to_contain_text("Saved as a draft", timeout=SAVING)
    newer = answering.save_draft(question=letter, expert=expert, body="From a phone.", version=1)
    box(desk).fill("From this window, and more.")
    expect(status(desk)).to_contain_text("newer version", timeout=SAVING)
    newer.refresh_from_db()
    assert newer.body == "From a phone."
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.get_by_role("textbox", name="The newer text")).to_have_value("From a phone.")
    expect(box(desk)).to_have_value("From this window, and more.")


def test_the_preview_is_live_and_tab_leaves_the_box(desk):
    box(desk).fill("### Rest\n\nTwo **days**.")
    preview = desk.get_by_role("region", name="Preview")
    expect(preview.get_by_role("heading", name="Rest")).to_be_visible()
    expect(preview.locator("strong")).to_have_text("days")
    box(desk).focus()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Publish my answer")).to_be_focused()
    expect(box(desk)).to_have_value("### Rest\n\nTwo **days**.")


def test_a_refusal_takes_the_focus_and_leads_to_the_box(desk):
    desk.get_by_role("button", name="Publish my answer").click()
    summary = desk.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Write the answer before you publish it.").click()
    expect(box(desk)).to_be_focused()


def test_everything_works_without_scripts(visit, expert, letter, live_server):
    page = visit(scripts=False)
    enter_as(page, expert.user, live_server.url)
    page.goto("/admin/")
    page.get_by_role("link", name="Why does my knee hurt?").click()
    box(page).fill("Two **days** of rest.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="How it will look").locator("strong")).to_have_text(
        "days"
    )
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Your draft is saved.")).to_be_visible()
    page.get_by_role("button", name="Publish my answer").click()
    expect(page.get_by_text("Your answer is public.")).to_be_visible()
