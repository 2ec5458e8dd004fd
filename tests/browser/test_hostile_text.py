"""Whatever people write, no page runs it: calls from injected text are counted, and there are none.

The content policy would stop most of them as well. So a breach of it counts as a failure too: what
it has to stop should not have been on the page.
"""

import pytest
from playwright.sync_api import expect

from questions.models import Answer, Question
from questions.services import moderating
from tests.browser.people import enter_as
from tests.factories import (
    make_answer,
    make_comment,
    make_expert,
    make_moderator,
    make_question,
    make_topic,
    make_user,
)

ATTACKS = [
    "<script>called()</script>",
    "<img src=x onerror=called()>",
    "<svg><animate onbegin=called() attributeName=x dur=1s>",
    "<details open ontoggle=called()><summary>x</summary></details>",
    "<input autofocus onfocus=called()>",
    "[x](javascript:called())",
    "[x](JaVaScRiPt&colon;called())",
    "[x](&#106;avascript:called())",
    "[x](data:text/html,<script>parent.called()</script>)",
    "<a href=javascript:called() autofocus onfocus=called()>x</a>",
    '![x" onerror="called()](x)',
    '[x](https://a.example/"onmouseover="called())',
    '<https://a.example/"onfocus=called() autofocus=">',
    "`</code><script>called()</script>`",
    "```html\n</code></pre><script>called()</script>\n```",
    "</textarea><script>called()</script>",
    "</title></style><script>called()</script>",
    "<!--><script>called()</script>-->",
    "<math><mtext><table><mglyph><style><img src=x onerror=called()></style></mglyph></table>",
    "{{ constructor.constructor('called()')() }}",
]
TEXT = "\n\n".join(ATTACKS)
NAME = '"><img src=x onerror=called()>'
COUNT = "window.calls = 0; window.called = () => { window.calls += 1; };"
# Whatever can be pressed is pressed; nothing may lead away, so links only say that they were.
PRESS = """() => {
  document.addEventListener("click", (event) => {
    if (!event.target.closest("a")?.href.startsWith("javascript:")) event.preventDefault();
  }, true);
  for (const link of document.querySelectorAll(".prose a, .comment-body a")) {
    link.focus();
    link.click();
    link.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
  }
}"""


@pytest.fixture
def target(page):
    """A page on which calls are counted, as soon as there is a document."""
    page.add_init_script(COUNT)
    return page


@pytest.fixture
def letter(db):
    """A letter of which every text is hostile: its own, an answer, a thread, a report."""
    question = make_question(
        title=NAME,
        body=TEXT,
        topic=make_topic(NAME, slug="running", description=NAME),
        asker_name=NAME,
        location=NAME[:20],
        experts=[],
    )
    expert = make_expert(NAME, slug="ada", credentials=NAME, bio=TEXT, known_as=NAME)
    make_answer(question, expert, body=TEXT)
    first = make_comment(question, guest=NAME, body=TEXT)
    make_comment(parent=first, author=make_user(name=NAME), body=TEXT)
    moderating.report(first, reason=TEXT[:500], sender_key="x", reporter=None)
    make_comment(question, guest=NAME, body=TEXT, state="pending", website="https://a.example/'x")
    return question


def calls_on(page, path):
    page.goto(path)
    page.evaluate(PRESS)
    page.wait_for_load_state("networkidle")
    return page.evaluate("window.calls")


def test_nothing_that_readers_see_runs_it(target, letter):
    comments = f"/questions/{letter.pk}/comments/?parent={letter.comments.earliest('pk').pk}"
    for path in (
        letter.get_absolute_url(),
        "/",
        "/topics/running/",
        "/topics/",
        "/experts/",
        "/experts/ada/",
        "/search/?q=called",
        f"/search/?q={NAME}",
        comments,
        letter.get_asker_url(),
    ):
        assert calls_on(target, path) == 0, path


def test_nothing_that_moderators_see_runs_it(target, letter, live_server):
    Question.objects.filter(pk=letter.pk).update(state="submitted")
    enter_as(target, make_moderator(name=NAME), live_server.url)
    moderating_at = f"/moderation/questions/{letter.pk}/"
    tabs = [f"/moderation/?tab={name}" for name in ("held", "reported", "recent")]
    for path in (*tabs, "/moderation/questions/", moderating_at, "/accounts/profile/"):
        assert calls_on(target, path) == 0, path


def test_nothing_on_the_desk_runs_it(target, live_server):
    expert = make_expert(NAME, slug="ada")
    letter = make_question("assigned", title=NAME, body=TEXT, experts=[expert])
    make_answer(letter, expert, state=Answer.State.DRAFT, body=TEXT)
    enter_as(target, expert.user, live_server.url)
    assert calls_on(target, "/admin/") == 0
    assert calls_on(target, f"/admin/questions/question/{letter.pk}/change/") == 0
    preview = target.locator("[data-preview-output]")
    expect(preview).to_contain_text("<script>called()</script>")
    target.evaluate(PRESS)
    assert target.evaluate("window.calls") == 0


def test_no_preview_of_a_letter_runs_it(target):
    target.goto("/ask/")
    target.get_by_text("See it as readers will").click()
    target.get_by_label("Your letter", exact=True).fill(TEXT)
    expect(target.locator("[data-preview-output]")).to_contain_text("<script>called()</script>")
    target.evaluate(PRESS)
    assert target.evaluate("window.calls") == 0


def test_calls_are_counted(chromium):
    """The counter works: outside the site, most of these texts run as they stand."""
    page = chromium.new_page()
    page.add_init_script(COUNT)
    page.goto("about:blank")
    page.set_content("<body>" + "".join(ATTACKS[:5]) + "<p class=prose>" + ATTACKS[9])
    page.evaluate(PRESS)
    page.wait_for_function("window.calls >= 5")
    page.close()
