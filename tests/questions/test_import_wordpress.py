"""A WordPress export becomes letters, answers and threads; no file can do more than that."""

import json
import socket
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import ExpertProfile, User
from accounts.roles import is_expert
from questions.models import Answer, Comment, ImportedItem, OutboxMail, Question, Screening, Topic
from questions.services.wordpress import BadExport, import_wordpress
from questions.threads import arrange
from questions.wordpress import read
from tests.factories import make_comment, make_expert, make_question, make_user
from tests.questions.wxr import ANSWER, LETTER, author, comment, export, post, stream

COLUMN = Path(__file__).parent / "data" / "column.wxr.xml"
OLD = "https://garden.example"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("an import opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def run(file, *options):
    """The command's output: its lines, and the object on the last one."""
    out = StringIO()
    call_command("import_wordpress", str(file), *options, stdout=out)
    lines = out.getvalue().strip().split("\n")
    return lines, json.loads(lines[-1])


def load(*items, **options):
    """Import what the builder makes; returns the report."""
    built = {name: options.pop(name) for name in ("authors", "address") if name in options}
    return import_wordpress(stream(export(*items, **built)), **options)


def shape():
    """The stored thread as (old id, depth) in reading order."""
    old = dict(
        ImportedItem.objects.filter(comment__isnull=False).values_list("comment", "external_id")
    )
    return [(old[c.pk], c.depth) for c in Comment.objects.order_by("path")]


def reasons(report):
    return {row["id"]: row["reason"] for row in report.skipped}


def counted():
    tables = (Question, Answer, Comment, Screening, ImportedItem, ExpertProfile, User)
    return {table.__name__: table.objects.count() for table in tables}


# --- The whole of a small column ---------------------------------------------------------------


@pytest.fixture
def column():
    return run(COLUMN)[1]


def test_the_report_accounts_for_every_row(column):
    assert {name: column[name] for name in ("questions", "answers", "comments")} == {
        "questions": 1,
        "answers": 2,
        "comments": 4,
    }
    assert {row["id"]: (row["kind"], row["reason"]) for row in column["skipped"]} == {
        "902": ("comment", "blank: readers would see nothing"),
        "905": ("pingback", "a pingback is no comment"),
        "2": ("page", "of the type “page”, not a post"),
    }
    assert [row["id"] for row in column["held"] + column["spam"]] == ["903"]
    assert "shop" in (column["held"] + column["spam"])[0]["reason"]


def test_the_letter_stands_without_prefix_and_signature(column):
    question = Question.objects.get()
    assert question.title == "Tomatoes that split before they are ripe"
    assert question.slug == "tomatoes-that-split-before-they-are-ripe"
    assert (question.asker_name, question.location) == ("J.L.", "Växjö, Sweden")
    assert question.signature == "J.L., Växjö, Sweden"
    assert question.body.startswith("Dear Oda,")
    assert question.body.endswith("What do I do wrong?")
    assert "<em>three</em>" in question.body_html
    assert 'href="https://weather.example/rain"' in question.body_html
    assert question.asker_email == ""
    assert question.is_public
    assert question.submitted_at == question.answered_at == datetime(2013, 5, 6, 8, tzinfo=UTC)


def test_each_expert_has_an_answer_and_a_profile(column):
    answers = Answer.objects.in_order()
    assert [answer.expert.full_name for answer in answers] == [
        "Dr. Oda Brink",
        "Pelle Rask aka the Bean Doctor",
    ]
    assert all(answer.is_published for answer in answers)
    assert {answer.published_at for answer in answers} == {datetime(2013, 5, 6, 8, tzinfo=UTC)}
    first, second = answers
    assert "A tomato drinks all night &amp; its skin" in first.body_html
    assert "<li>Water in the morning.</li>" in first.body_html
    assert second.body.startswith("I grow beans")
    assert "ripen on the sill" in second.body


def test_the_experts_can_not_sign_in_yet(column):
    for profile in ExpertProfile.objects.all():
        assert not profile.user.has_usable_password()
        assert is_expert(profile.user)
        assert [group.name for group in profile.user.groups.all()] == ["experts"]
        assert not profile.user.is_staff
        assert not profile.user.is_superuser
    assert set(User.objects.values_list("email", flat=True)) == {
        "oda@garden.example",
        "pelle@garden.example",
    }


def test_the_thread_keeps_its_shape_and_its_dates(column):
    assert shape() == [("900", 0), ("901", 1), ("904", 2), ("903", 0)]
    thanks = Comment.objects.get(guest_email="jl@reader.example", depth=0)
    assert thanks.created_at == thanks.approved_at == datetime(2013, 5, 7, 8, tzinfo=UTC)
    assert Question.objects.get().last_comment_at == datetime(2013, 5, 11, 8, tzinfo=UTC)


def test_experts_and_asker_are_known_in_the_thread(column):
    by_expert = Comment.objects.get(expert__isnull=False)
    assert by_expert.author_name == "Dr. Oda Brink"
    assert by_expert.author == by_expert.expert.user
    assert by_expert.website == ""
    assert [c.by_asker for c in Comment.objects.order_by("path")] == [True, False, True, False]


def test_what_promotes_does_not_become_public_though_the_old_site_showed_it(column):
    promotion = Comment.objects.get(guest_name="Cheap Viagra Casino Deals")
    assert promotion.state in {"pending", "spam"}
    assert promotion.approved_at is None
    assert promotion.screenings.get().reasons
    assert Comment.objects.approved().count() == 3


def test_old_responses_are_closed_by_themselves(column):
    assert not Question.objects.get().comments_open


def test_no_mail_is_written(column):
    assert not OutboxMail.objects.exists()


def test_the_page_shows_what_was_imported(column, client):
    question = Question.objects.get()
    page = client.get(question.get_absolute_url())
    assert page.status_code == 200
    html = page.content.decode()
    assert html.count('id="comment-') == 3
    assert "casino" not in html


@pytest.mark.parametrize(
    "address",
    "/ /questions/ /topics/ /experts/ /experts/dr-oda-brink/ /feed/ /sitemap.xml "
    "/search/?q=tomatoes".split(),
)
def test_a_question_without_a_topic_is_no_trouble_elsewhere(column, client, address):
    assert Question.objects.get().topic is None
    assert client.get(address).status_code == 200


def test_what_waits_shows_in_the_workbench(column, client, moderator):
    client.force_login(moderator)
    page = client.get("/moderation/").content.decode()
    assert "Cheap Viagra Casino Deals" in page


def test_imported_twice_nothing_doubles(column):
    before = counted()
    again = run(COLUMN)[1]
    assert counted() == before
    assert (again["questions"], again["answers"], again["comments"]) == (0, 0, 0)
    assert {row["reason"] for row in again["skipped"] if row["id"] in {"310", "900", "310/2"}} == {
        "imported before"
    }
    assert {row["id"]: row["reason"] for row in again["skipped"]}["905"] == (
        "a pingback is no comment"
    )


def test_a_dry_run_says_the_same_and_stores_nothing():
    before = counted()
    tried = run(COLUMN, "--dry-run")
    assert counted() == before
    assert tried == run(COLUMN)


# --- Which posts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": "draft"}, "not public on the old site: “draft”"),
        ({"status": "private"}, "not public on the old site: “private”"),
        ({"post_type": "attachment"}, "of the type “attachment”, not a post"),
        ({"post_password": "x"}, "behind a password on the old site"),
        ({"number": "twelve"}, "its id is not a number"),
        ({"number": -1}, "its id is not a number"),
        ({"post_date_gmt": "yesterday"}, "its date cannot be read"),
        ({"post_date_gmt": "9999-12-31 00:00:00"}, "its date cannot be read"),
        ({"title": " "}, "it has no title"),
        ({"body": "Only some words."}, "no expert's answer was found in it"),
        ({"body": ANSWER}, "no letter was found before the answers"),
        ({"body": LETTER + "\n\n<b>Oda responds:</b>"}, "an answer in it is blank"),
        ({"body": "a " * 6_000 + ANSWER}, "no expert's answer was found in it"),
        ({"body": "a " * 6_000 + "\n\n" + ANSWER}, "its letter is longer than 10,000 characters"),
        (
            {"body": LETTER + "\n\n" + ANSWER + "a " * 12_000},
            "an answer in it is longer than 20,000 characters",
        ),
        ({"body": "<!-- " + "a" * 200_000}, "longer than 200,000 characters"),
    ],
)
def test_a_post_that_cannot_become_a_question_is_named_with_its_comments(fields, reason):
    report = load(post(comment(7), comment(8, type="pingback"), **fields))
    assert (report.questions, report.comments) == (0, 0)
    first, *others = report.skipped
    assert first["reason"] == reason
    assert [row["kind"] for row in others] == ["comment", "pingback"]
    assert all("was not imported" in row["reason"] for row in others)
    assert counted() | {"User": 0} == dict.fromkeys(counted(), 0)


def test_a_date_without_a_zone_stands_in_for_an_empty_one():
    load(post(post_date_gmt="0000-00-00 00:00:00", post_date="2013-06-01 10:00:00"))
    assert Question.objects.get().answered_at == datetime(2013, 6, 1, 10, tzinfo=UTC)


def test_the_date_of_the_feed_stands_in_for_both():
    dated = post(post_date_gmt="").replace(
        "<title>", "<pubDate>Sat, 01 Jun 2013 08:00:00 +0200</pubDate><title>", 1
    )
    load(dated)
    assert Question.objects.get().answered_at == datetime(2013, 6, 1, 6, tzinfo=UTC)


def test_only_a_category_and_later_the_rest():
    items = [post(number=1, category="experts"), post(number=2, category="news")]
    report = load(*items, category="experts")
    assert (report.questions, reasons(report)["2"]) == (1, "not in the category “experts”")
    assert load(*items).questions == 1


def test_a_category_that_is_a_topic_here_shelves_the_question():
    topic = Topic.objects.create(name="Beans", slug="beans")
    load(post(category="beans"))
    assert Question.objects.get().topic == topic


def test_a_post_twice_in_a_file_is_stored_once():
    report = load(post(), post())
    assert (report.questions, reasons(report)) == (1, {"1": "the file has this id twice"})


def test_two_sites_may_use_the_same_numbers():
    load(post())
    assert load(post(), address="https://other.example").questions == 1


def test_a_closed_post_stays_closed():
    load(post(comment_status="closed"))
    assert Question.objects.get().comments_closed_at is not None


def test_a_long_title_says_that_it_went_on():
    load(post(title="beans " * 60))
    title = Question.objects.get().title
    assert len(title) <= 150
    assert title.endswith("beans …")


def test_a_surname_is_not_shown_any_more():
    load(post(body=LETTER.replace("T.H.", "Tilda Holm") + "\n\n" + ANSWER))
    question = Question.objects.get()
    assert question.asker_name == "Tilda Holm"
    assert question.signature == "Tilda, Lund, Sweden"


def test_a_letter_without_a_signature_is_anonymous():
    load(post(body="Dear all, why do beans climb?\n\n" + ANSWER))
    assert Question.objects.get().signature == "Anonymous"


# --- Experts and accounts ----------------------------------------------------------------------


def test_an_expert_who_is_no_author_gets_an_account_that_nobody_can_have():
    load(post(body=f"{LETTER}\n\n<strong>Rut Ek aka Worm responds:</strong> Dig."), authors=())
    profile = ExpertProfile.objects.get()
    assert (profile.display_name, profile.known_as) == ("Rut Ek", "Worm")
    assert profile.user.email.endswith(".invalid")
    again = load(
        post(number=2, body=f"{LETTER}\n\n<strong>Rut Ek responds:</strong> More."), authors=()
    )
    assert (again.answers, ExpertProfile.objects.count()) == (1, 1)


def test_an_expert_of_this_site_is_found_by_address():
    there = make_expert("Doctor Oda", user=make_user(email="oda@garden.example"))
    load(post())
    assert Answer.objects.get().expert == there


def test_an_experts_plain_heading_counts_when_the_name_is_known():
    body = f"{LETTER}\n\nDr. Oda Brink responds:\n\nTurn the pole."
    assert load(post(body=body)).answers == 1
    make_expert("Rut Ek")
    other = f"{LETTER}\n\nRut Ek responds:\n\nTurn the bean."
    assert load(post(number=2, body=other), authors=()).answers == 1
    assert Answer.objects.last().expert.display_name == "Rut Ek"
    unknown = f"{LETTER}\n\nMy Uncle replies:\n\nMore dung."
    assert load(post(number=3, body=unknown)).answers == 0


def test_an_expert_of_this_site_is_found_by_name():
    there = make_expert("Dr. Oda Brink")
    report = load(post())
    assert Answer.objects.get().expert == there
    assert any("is the expert" in note for note in report.notes)


def test_a_file_makes_no_expert_of_an_account_that_is_none():
    there = make_user(email="oda@garden.example", is_staff=True)
    report = load(post(comment(5, user_id=1)))
    there.refresh_from_db()
    assert not is_expert(there)
    assert Answer.objects.get().expert.user.email.endswith(".invalid")
    assert Comment.objects.get().author != there
    assert any("--expert oda" in note for note in report.notes)


def test_the_operator_may_say_that_the_account_is_the_experts():
    there = make_user(email="oda@garden.example")
    load(post(), experts=["oda"])
    assert Answer.objects.get().expert.user == there


def test_a_named_author_is_an_expert_without_an_answer():
    quiet = author("rut", 7, "rut@garden.example", "Rut Ek")
    load(post(comment(5, user_id=7)), authors=(author(), quiet), experts=["rut"])
    assert Comment.objects.get().expert.display_name == "Rut Ek"


def test_an_author_who_is_no_expert_writes_as_a_guest():
    load(post(comment(5, user_id=3, author="The Desk")), authors=(author(), author("desk", 3)))
    assert Comment.objects.get().guest_name == "The Desk"


def test_an_expert_who_answers_further_down_is_known_in_the_first_thread():
    other = author("pelle", 2, "pelle@garden.example", "Pelle Rask")
    second = f"{LETTER}\n\n<strong>Pelle Rask responds:</strong> No."
    load(post(comment(5, user_id=2)), post(number=2, body=second), authors=(author(), other))
    assert Comment.objects.get().expert.display_name == "Pelle Rask"


def test_an_unknown_login_is_refused_with_those_that_are_there(tmp_path):
    file = tmp_path / "x.xml"
    file.write_text(export(post()), encoding="utf-8")
    with pytest.raises(CommandError, match=r"--expert odd: the file has no such author.*oda"):
        run(file, "--expert", "odd")


# --- Comments ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("approved", "state"),
    [("1", "approved"), ("0", "pending"), ("spam", "spam"), ("", "pending"), ("yes", "pending")],
)
def test_what_the_old_site_kept_back_stays_back(filter_says, approved, state):
    filter_says("approve")
    report = load(post(comment(5, approved=approved)))
    assert Comment.objects.get().state == state
    assert len(report.held) == (state == "pending")
    assert len(report.spam) == (state == "spam")
    assert all("the old site" in row["reason"] for row in report.held + report.spam)


@pytest.mark.parametrize("approved", ["0", "1", "spam"])
def test_the_filters_spam_is_spam_whatever_the_old_site_said(filter_says, approved):
    filter_says("spam")
    load(post(comment(5, approved=approved)))
    assert Comment.objects.get().state == "spam"


def test_trash_is_left_behind(filter_says):
    filter_says("approve")
    report = load(post(comment(5, approved="trash"), comment(6, parent=5)))
    assert reasons(report) == {"5": "it lay in the old site's trash"}
    assert shape() == [("6", 0)]


def test_an_experts_reply_that_waited_on_the_old_site_waits_here():
    load(post(comment(5, user_id=1, approved="0")))
    assert Comment.objects.get().state == "pending"


def test_the_filter_hears_what_the_page_is_about_and_what_came_before(filter_says):
    asked = filter_says("approve")
    spammer = make_comment(make_question(), guest_email="a@x.example", state="spam")
    load(
        post(
            comment(5, "Turn them to the left."),
            comment(6, spammer.body, parent=5, author_email="a@x.example"),
        )
    )
    by_text = {one.text: one for one in asked}
    reply = by_text[spammer.body]
    assert reply.is_reply
    assert reply.parent_text == "Turn them to the left."
    assert "wrong pole" in reply.article_title
    assert "Beans have opinions" in reply.article_text
    assert (reply.spam_before, reply.same_text_elsewhere) == (1, 1)
    assert not by_text["Turn them to the left."].is_reply


def test_a_guest_under_an_experts_name_waits(filter_says):
    filter_says("approve")
    report = load(post(comment(5, author="dr oda  brink")))
    assert Comment.objects.get().state == "pending"
    assert "reads like an expert's" in report.held[0]["reason"]


def test_somebody_else_with_the_askers_name_is_not_the_asker(filter_says):
    filter_says("approve")
    first = comment(5, author="T.H.", author_email="th@reader.example")
    other = comment(6, author="t h", author_email="other@reader.example")
    load(post(first, other, comment(7, author="T.H.", author_email="th@reader.example")))
    assert [c.by_asker for c in Comment.objects.order_by("path")] == [True, False, True]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": " \n "}, "blank: readers would see nothing"),
        ({"text": "<p>&nbsp;\u200b</p><img src='x'>"}, "blank: readers would see nothing"),
        ({"text": "<script>alert(1)</script>"}, "blank: readers would see nothing"),
        ({"text": "a " * 6_000}, "longer than 10,000 characters"),
        ({"text": "a" * 80_000}, "longer than any comment of WordPress"),
        ({"type": "trackback"}, "a trackback is no comment"),
        ({"type": "order_note"}, "of the type “order_note”"),
        ({"date_gmt": "0000-00-00 00:00:00"}, "its date cannot be read"),
        ({"date_gmt": "2913-01-01 00:00:00"}, "its date cannot be read"),
        ({"date_gmt": "0001-01-01 00:00:00"}, "its date cannot be read"),
    ],
)
def test_a_comment_that_is_none_is_skipped_with_its_reason(fields, reason):
    report = load(post(comment(5, **fields)))
    assert reasons(report) == {"5": reason}
    assert not Comment.objects.exists()
    assert reasons(load(post(comment(5, **fields))))["5"] == reason


@pytest.mark.parametrize("number", ["five", "0", "-3", "5.0", "", "9" * 30])
def test_a_comment_without_a_sound_id_is_skipped(number):
    report = load(post(comment(number)))
    assert [row["reason"] for row in report.skipped] == ["its id is not a number"]


def test_the_first_of_two_comments_with_one_id_is_stored():
    report = load(post(comment(5, "The first of them."), comment(5, "The second of them.")))
    assert Comment.objects.get().body == "The first of them."
    assert reasons(report) == {"5": "the file has this id twice"}


def test_replies_may_stand_before_what_they_reply_to(filter_says):
    filter_says("approve")
    load(post(comment(9, parent=7), comment(8, parent=9), comment(7)))
    assert shape() == [("7", 0), ("9", 1), ("8", 2)]


def test_siblings_stand_in_the_order_of_writing(filter_says):
    filter_says("approve")
    late = comment(5, date_gmt="2013-08-01 00:00:00")
    load(post(late, comment(6, date_gmt="2013-07-01 00:00:00"), comment(7, parent=5)))
    assert shape() == [("6", 0), ("5", 0), ("7", 1)]


def test_a_reply_to_a_row_that_was_left_out_moves_up(filter_says):
    filter_says("approve")
    report = load(post(comment(5), comment(6, " ", parent=5), comment(7, parent=6)))
    assert shape() == [("5", 0), ("7", 1)]
    assert report.notes[:1] != []


def test_an_orphan_stands_by_itself_and_is_named(filter_says):
    filter_says("approve")
    report = load(post(comment(5, parent=404), comment(6, parent="x")))
    assert shape() == [("5", 0), ("6", 0)]
    assert "Comment 5 replies to 404, which is not in the file." in report.notes


@pytest.mark.parametrize("ring", [[(5, 5)], [(5, 6), (6, 5)], [(5, 7), (6, 5), (7, 6), (8, 7)]])
def test_comments_that_reply_to_each_other_are_all_stored(filter_says, ring):
    filter_says("approve")
    report = load(post(*(comment(number, parent=parent) for number, parent in ring)))
    assert report.comments == len(ring)
    assert shape()[0] == ("5", 0)
    assert any("replies to itself" in note for note in report.notes)
    assert len(arrange(Comment.objects.for_thread())) == len(ring)


def test_blank_rows_in_a_ring_do_not_hang_the_import(filter_says):
    filter_says("approve")
    load(post(comment(5, " ", parent=6), comment(6, " ", parent=5), comment(7, parent=5)))
    assert shape() == [("7", 0)]


def test_a_very_deep_thread_stays_in_order(filter_says):
    filter_says("approve")
    load(post(*(comment(n, parent=n - 1 if n > 1 else 0) for n in range(1, 61))))
    assert [old for old, _ in shape()] == [str(n) for n in range(1, 61)]
    assert max(depth for _, depth in shape()) == 30


def test_a_later_export_adds_only_what_is_new(filter_says):
    filter_says("approve")
    load(post(comment(5)))
    report = load(post(comment(5), comment(6, parent=5)))
    assert (report.questions, report.comments) == (0, 1)
    assert shape() == [("5", 0), ("6", 1)]
    assert Question.objects.get().last_comment_at == Comment.objects.get(depth=1).created_at


def test_what_was_deleted_here_may_be_imported_again():
    load(post())
    Question.objects.all().delete()
    assert load(post()).questions == 1


def test_a_comments_html_is_tamed():
    load(post(comment(5, "<b onclick=x>Bold</b> &amp; <a href='javascript:x'>link</a> *typed*")))
    stored = Comment.objects.get()
    assert stored.body_html == "<p><strong>Bold</strong> &amp; link *typed*</p>\n"


def test_values_that_do_not_fit_are_left_out_or_cut(filter_says):
    filter_says("approve")
    load(
        post(
            comment(
                5,
                author="A &amp; <b>B</b>" + "x" * 100,
                author_email="not an address",
                author_url="javascript:alert(1)",
            ),
            comment(6, author=" \u202e ", author_url="http://x.example/" + "a" * 300),
        )
    )
    first, second = Comment.objects.order_by("path")
    assert first.guest_name.startswith("A & B")
    assert len(first.guest_name) == 60
    assert (first.guest_email, first.website) == ("", "")
    assert (second.guest_name, second.website) == ("Anonymous", "")


def test_a_long_thread_takes_few_queries(filter_says, django_assert_max_num_queries):
    filter_says("approve")
    file = export(post(*(comment(n) for n in range(1, 401))))
    # SQLite takes 999 values a statement: some statements a table, none a comment.
    with django_assert_max_num_queries(90):
        import_wordpress(stream(file))
    assert Comment.objects.count() == 400


# --- Files that are no export, or mean harm ----------------------------------------------------

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
FETCHED = '<!DOCTYPE x SYSTEM "http://attacker.example/x.dtd">'
PARAMETER = '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://attacker.example/x.dtd"> %a;]>'


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE, FETCHED, PARAMETER, "<!DOCTYPE x>"])
def test_declarations_are_refused(head):
    with pytest.raises(BadExport, match="document type or entities"):
        import_wordpress(stream(export(post(title="&amp;c;"), head=head)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("hello", "not well-formed"),
        ("<rss><channel>", "not well-formed"),
        (export(post())[:-40], "not well-formed"),
        (export(post(title="x")).replace("x</title>", "&nbsp;</title>"), "not well-formed"),
        ("<html><body>no</body></html>", "not a WordPress export"),
        (export(post(), address="ftp://x"), "does not say which site"),
        (export(post(), address="http://[x"), "does not say which site"),
        (export(post(), address="http://x.example/" + "a" * 300), "does not say which site"),
        (export(post()).encode("utf-16"), "UTF-8"),
        (export(post()).replace("UTF-8", "no-such").encode(), "encoding|not well-formed"),
        (b"<?xml version='1.0' encoding='UTF-8'?><a>\xff\xfe</a>", "not well-formed"),
        (export(tail="<a>" * 100 + "</a>" * 100), "more than 20 deep"),
        ("<a>" * 500_000, "more than 20 deep"),
        (export(post(title="x" * 1_000_001)), "more than 1,000,000 characters"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(content, words):
    before = counted()
    with pytest.raises(BadExport, match=words):
        import_wordpress(stream(content))
    assert counted() == before


def test_a_file_that_is_too_large_is_refused_while_it_is_read(monkeypatch):
    monkeypatch.setattr(read, "MAX_FILE", 1_000)
    with pytest.raises(BadExport, match="larger than"):
        import_wordpress(stream(export(post(body="a" * 200_000))))


def test_control_characters_of_old_comments_do_not_stop_an_import():
    dirty = export(post(comment(5, "A fine\x0b pole\x01 it is."))).encode()
    import_wordpress(stream(dirty))
    assert Comment.objects.get().body == "A fine pole it is."


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_older_exports_are_read_too(version):
    old = export(post()).replace("export/1.2/", f"export/{version}/")
    assert import_wordpress(stream(old)).questions == 1


def test_excerpts_and_metadata_do_not_pass_for_content():
    extra = (
        '<e:encoded xmlns:e="http://wordpress.org/export/1.2/excerpt/">Wrong.</e:encoded>'
        "<wp:postmeta><wp:post_id>99</wp:post_id></wp:postmeta>"
    )
    import_wordpress(stream(export(post().replace("<item>", f"<item>{extra}"))))
    assert Question.objects.get().body.startswith("Dear all")
    assert ImportedItem.objects.get(kind="post").external_id == "1"


@pytest.mark.parametrize("stray", ["<item>x</item>", "<wp:comment/>", "<wp:author/>", "<title/>"])
def test_elements_out_of_place_do_no_harm(stray):
    report = import_wordpress(stream(export(post(), tail=stray)))
    assert report.questions == 1


def test_nothing_is_half_written(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    before = counted()
    monkeypatch.setattr(Screening.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        load(post(), post(comment(5), number=2))
    assert counted() == before


def test_a_row_that_the_site_refuses_stops_the_import_in_words(monkeypatch):
    monkeypatch.setattr("questions.wordpress.write.make_signature", lambda *parts: "x" * 1_000)
    before = counted()
    with pytest.raises(BadExport, match=r"Post 1 cannot be stored: .*at most 122 characters"):
        load(post())
    assert counted() == before


def test_a_missing_file_is_told_in_words(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "nowhere.xml")
    with pytest.raises(CommandError, match="Is a directory"):
        run(tmp_path)


def test_a_refused_file_says_that_nothing_was_imported(tmp_path):
    file = tmp_path / "x.xml"
    file.write_text("<html/>", encoding="utf-8")
    with pytest.raises(CommandError, match=r"Nothing was imported\. The file is not a WordPress"):
        run(file)
