"""What scripts add on the public pages."""

import re

from playwright.sync_api import expect

from tests.browser.people import DESK, fill, reach
from tests.factories import ago, make_comment, make_question, make_topic
from tests.states import LETTER, State

DARK = "rgb(14, 21, 19)"
LIGHT = "rgb(252, 253, 253)"


def paper(page):
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


def test_a_chosen_theme_stays_and_holds_against_the_system(visit):
    page = visit(color_scheme="dark")
    page.goto("/")
    assert paper(page) == DARK
    switch = page.get_by_role("contentinfo").get_by_role("button")
    expect(switch).to_have_text("Colours: follow my system")
    switch.click()
    expect(switch).to_have_text("Colours: light")
    assert paper(page) == LIGHT
    page.goto("/help/")
    assert paper(page) == LIGHT
    page.emulate_media(color_scheme="light")
    switch.click()
    assert paper(page) == DARK


def test_a_half_written_letter_is_offered_back_without_its_email(page):
    make_topic("Running", slug="running")
    page.goto("/ask/")
    fill(page, {"Your letter": LETTER["body"], "Name": "Paula Marsh", "Email": LETTER["email"]})
    page.wait_for_function("() => localStorage.getItem('letter') !== null")
    assert LETTER["email"] not in page.evaluate("localStorage.getItem('letter')")
    page.reload()
    letter = page.get_by_label("Your letter", exact=True)
    expect(letter).to_have_value("")
    page.get_by_role("button", name="Bring it back").click()
    expect(letter).to_have_value(LETTER["body"])
    expect(page.get_by_label("Name")).to_have_value("Paula Marsh")
    expect(page.get_by_label("Email")).to_have_value("")

    fill(page, {"Your question in one line": LETTER["title"], "Email": LETTER["email"]})
    page.get_by_role("button", name="Send without looking").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your letter")
    page.goto("/ask/")
    expect(page.get_by_role("button", name="Bring it back")).to_be_hidden()


def test_letters_like_the_title_appear_while_it_is_typed(page):
    question = make_question(title="Why do my knees hurt downhill?")
    page.goto("/ask/")
    page.get_by_label("Your question in one line").fill("knees hurt")
    found = page.locator("[data-similar-list]").get_by_role("link", name=question.title)
    expect(found).to_be_visible()
    expect(page.locator("[data-similar-count]")).to_contain_text("1 question")
    page.get_by_label("Your question in one line").fill("k")
    expect(found).to_have_count(0)


def test_a_letter_is_shown_as_readers_will_see_it_while_it_is_written(page):
    page.goto("/ask/")
    page.get_by_text("See it as readers will").click()
    page.get_by_label("Your letter", exact=True).fill("It **really** hurts.\n\n<b>Here</b>")
    shown = page.locator("[data-preview-output]")
    expect(shown.locator("strong")).to_have_text("really")
    expect(shown.locator("p").nth(1)).to_have_text("<b>Here</b>")


def test_a_second_press_sends_nothing_twice(page):
    question = make_question()
    page.goto(question.get_absolute_url())
    fill(page, {"Your response": "I walked it for a month, then it was gone."})
    fill(page, {"Name": "Ruth", "Email": "ruth@visitors.example"})
    page.get_by_role("button", name="Post response").dblclick()
    expect(page.get_by_role("status")).to_contain_text("Your response is posted.")
    assert question.comments.count() == 1


def test_responses_since_the_last_visit_are_marked(page):
    first = make_comment(guest="Ruth")
    address = first.question.get_absolute_url()
    page.goto(address)
    expect(page.get_by_text("Next new one")).to_be_hidden()
    # The page gives times in whole seconds; this one is surely after the visit.
    fresh = make_comment(parent=first, guest="Marek", created_at=ago(seconds=-2))
    page.goto(address)
    expect(page.locator(f"#comment-{fresh.pk} h3 .badge")).to_have_text("New")
    expect(page.locator(".comment .badge-new")).to_have_count(1)
    page.get_by_role("button", name="Next new one").click()
    expect(page.locator(f"#comment-{fresh.pk}")).to_be_focused()


def test_a_permanent_link_opens_its_branch_and_takes_the_focus(page):
    first = make_comment(guest="Ruth")
    deep = first
    for _ in range(6):
        deep = make_comment(parent=deep)
    page.goto(deep.get_absolute_url())
    expect(page).to_have_url(re.compile(f"#comment-{deep.pk}$"))
    here = page.locator(f"#comment-{deep.pk}")
    expect(here).to_be_focused()
    expect(here).to_be_in_viewport()


def test_a_branch_folds_and_says_who_is_in_it(page):
    first = make_comment(guest="Ruth")
    for name in ("Marek", "Ines"):
        make_comment(parent=first, guest=name)
    page.goto(first.question.get_absolute_url())
    fold = page.locator(f"#comment-{first.pk} summary").first
    expect(fold).to_contain_text("2 replies")
    fold.click()
    expect(page.locator(".replies .comment").first).to_be_hidden()
    expect(fold).to_contain_text("Marek")


def test_a_letter_near_its_limit_says_what_is_left(page):
    page.goto("/ask/")
    page.get_by_label("Your letter", exact=True).fill("🦶" * 9_990)
    expect(page.get_by_text("10 characters left")).to_be_visible()


def test_a_page_that_was_open_for_long_gives_the_text_back(visit):
    """Without the stamp's day being over: a stamp of another form is as good as an old one."""
    page = visit(size=DESK)
    reach(page, State("expired", "/ask/", {**LETTER, "stamp": "ask:1:x", "send": "1"}, status=422))
    expect(page.get_by_role("alert")).to_contain_text("had been open for a long time")
    expect(page.get_by_label("Your letter", exact=True)).to_have_value(LETTER["body"])
    page.get_by_role("button", name="Send without looking").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your letter")
