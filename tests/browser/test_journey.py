"""The whole way through the product once: from a reader's letter to a moderated response."""

import re

from django.core import mail
from playwright.sync_api import expect

from questions.models import Question
from tests.browser.people import DESK, PHONE, fill, sign_in
from tests.factories import PASSWORD, make_expert, make_moderator, make_topic, make_user

TITLE = "Why do my knees hurt on the way down"
TIDIED = "Why do my knees hurt downhill?"
LETTER = "I run four times a week.\n\nOn the way **down** every hill my knees hurt. What helps?"
PLAIN = "I run four times a week."
SINCERE = (
    "I had the same trouble for a year. Walking the downhills for three weeks settled it, "
    "and now I run them again without thinking."
)
PROMOTION = (
    "I swear by the KneeHeaven sleeve, order yours at https://kneeheaven.example/buy-now and "
    "get 20% off with code RUN20."
)


def test_a_letter_goes_from_its_asker_to_a_moderated_thread(visit):
    make_topic("Running", slug="running")
    expert = make_expert(
        "Dr. Ada Holm", user=make_user(email="ada@experts.example", password=PASSWORD)
    )
    make_moderator(email="mona@desk.example", password=PASSWORD)
    asker, moderator, writer = visit(size=PHONE), visit(size=DESK), visit(size=DESK)

    secret = ask(asker)
    sign_in(moderator, "mona@desk.example")
    assign(moderator, to="Dr. Ada Holm")
    see_it_assigned(asker, secret)
    sign_in(writer, "ada@experts.example")
    address = answer(writer, visit(size=PHONE))
    see_it_answered(asker, secret, address, expert)

    reader, promoter, outsider = (visit(size=PHONE) for _ in range(3))
    respond(reader, address, "Ruth", SINCERE)
    expect(reader.get_by_role("status")).to_contain_text("Your response is posted.")
    respond(promoter, address, "Marek", PROMOTION)
    see_it_held(promoter, outsider, address)
    decide(moderator, outsider, address)


def ask(page):
    """A guest writes, chooses a signature, looks at the letter, goes back, and sends it."""
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Ask the experts").click()
    fill(page, {"Your question in one line": TITLE, "Your letter": LETTER, "Topic": "running"})
    fill(page, {"Name": "Paula Marsh", "Town": "Dallas, TX", "Email": "paula@letters.example"})
    expect(page.get_by_label("P.M., Dallas, TX")).to_be_checked()
    page.get_by_label("Paula, Dallas, TX").check()
    page.get_by_role("button", name="See how it will look").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator(".prose strong")).to_have_text("down")
    expect(page.locator(".signature")).to_have_text("Paula, Dallas, TX")
    page.get_by_role("button", name="Go back and change it").click()
    expect(page.get_by_label("Your letter", exact=True)).to_have_value(LETTER)
    expect(page.get_by_label("Paula, Dallas, TX")).to_be_checked()
    page.get_by_role("button", name="Send without looking").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("We have your letter")
    secret = re.search(r"/ask/.+/", page.url).group()
    assert addressed_to("paula@letters.example") == ["We have your letter"]
    assert secret in mail.outbox[-1].body
    return secret


def assign(page, *, to):
    """A moderator finds the letter, puts its title right and gives it to an expert."""
    page.goto("/moderation/")
    page.get_by_role("navigation", name="Workbench").get_by_role("link", name="Letters").click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_text("paula@letters.example")).to_be_visible()
    page.get_by_label("Title").fill(TIDIED)
    page.get_by_label(to).check()
    page.get_by_label("Note to the experts").fill("She writes kindly.")
    page.get_by_role("button", name="Ask these experts").click()
    expect(page.get_by_role("status")).to_contain_text(f"“{TIDIED}” is with {to}.")
    assert "A letter for you" in addressed_to("ada@experts.example")


def see_it_assigned(page, secret):
    page.goto(secret)
    expect(page.get_by_role("heading", level=1)).to_have_text("One expert has your letter")
    expect(page.get_by_role("heading", level=2, name=TIDIED)).to_be_visible()


def answer(page, stranger):
    """Signing in leads to the desk; from there the letter is opened, answered and published."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Your desk")
    page.get_by_role("link", name=TIDIED).click()
    expect(page.get_by_text("She writes kindly.")).to_be_visible()
    assert "paula@letters.example" not in page.content()
    page.get_by_label("Your answer").fill("Shorten your step.\n\n### Why\n\nIt **lands** softer.")
    preview = page.locator("[data-preview-output]")
    expect(preview.locator("h3")).to_have_text("Why")
    expect(preview.locator("strong")).to_have_text("lands")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Your draft is saved.")).to_be_visible()

    address = Question.objects.get().get_absolute_url()
    assert stranger.goto(address).status == 404
    expect(page.get_by_label("Your answer")).to_have_value(re.compile("It \\*\\*lands"))
    page.get_by_role("button", name="Publish my answer").click()
    expect(page.get_by_text("Your answer is public.")).to_be_visible()
    assert stranger.goto(address).status == 200
    return address


def see_it_answered(page, secret, address, expert):
    """The asker's page leads to the public one, which shows the answer but not who asked."""
    assert f"{expert.display_name} has answered your letter" in addressed_to(
        "paula@letters.example"
    )
    page.goto(secret)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your letter is answered")
    page.get_by_role("link", name="Read the answer").click()
    expect(page).to_have_url(re.compile(re.escape(address)))
    expect(page.get_by_role("heading", level=1)).to_have_text(TIDIED)
    expect(page.locator(".answer-who")).to_contain_text("Dr. Ada Holm responds:")
    assert "Paula Marsh" not in page.content()
    assert "paula@letters.example" not in page.content()
    page.goto("/")
    expect(page.get_by_role("main")).to_contain_text(TIDIED)


def respond(page, address, name, text):
    page.goto(address)
    fill(page, {"Your response": text, "Name": name, "Email": f"{name.lower()}@visitors.example"})
    page.get_by_role("button", name="Post response").click()


def see_it_held(promoter, outsider, address):
    """A promotional response is there for its author, and for nobody else."""
    expect(promoter.locator(".comment.waiting")).to_contain_text("Only you can see it.")
    expect(promoter.locator(".comment.waiting .comment-body")).to_contain_text("KneeHeaven")
    outsider.goto(address)
    assert "KneeHeaven" not in outsider.content()
    for page in (promoter, outsider):
        assert counted(page) == 1
    assert shown(outsider) == ["Ruth"]


def decide(page, outsider, address):
    """The moderator reads the reasons, approves, undoes, and takes it for spam."""
    page.goto("/moderation/")
    item = page.get_by_role("listitem", name="Comment by Marek")
    reasons = item.locator(".reasons li")
    assert reasons.count() >= 2
    expect(item.locator(".reasons")).to_contain_text("kneeheaven")

    item.get_by_role("button", name=re.compile("^Approve the comment by Marek")).click()
    expect(page.get_by_text("Approved: Marek’s comment.")).to_be_visible()
    outsider.reload()
    assert shown(outsider) == ["Ruth", "Marek"]
    assert counted(outsider) == 2

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: 1 decision.")).to_be_visible()
    outsider.reload()
    assert shown(outsider) == ["Ruth"]
    assert counted(outsider) == 1

    page.keyboard.press("s")  # a key of the queue: the first comment is the current one
    expect(page.get_by_text("Marked as spam: Marek’s comment.")).to_be_visible()
    expect(page.get_by_role("heading", name="The queue is empty")).to_be_visible()
    outsider.goto(address)
    assert shown(outsider) == ["Ruth"]


def counted(page):
    return int(page.locator(".response-count").inner_text())


def shown(page):
    return page.locator("article.comment .comment-head h3 > bdi").all_inner_texts()


def addressed_to(email):
    """The headings of the mail to an address."""
    return [
        next(line for line in message.body.splitlines() if line)
        for message in mail.outbox
        if message.to == [email]
    ]
