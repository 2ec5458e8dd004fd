"""The moderators' workbench: its gate, what a row tells, decisions, undo, and two at one desk."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from questions.models import Comment, Decision, OutboxMail, Question, Screening
from questions.services import moderating
from tests.factories import (
    ago,
    make_comment,
    make_expert,
    make_question,
    make_topic,
    make_user,
)
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

HOME = "/moderation/"


@pytest.fixture
def held(db):
    return make_comment(state="pending", guest="Ruth", body="Is this *really* so?")


def decide(client, comment, action, **fields):
    form = {"action": action, "revision": comment.revision} | fields
    return client.post(reverse("questions:decide", args=[comment.pk]), form)


def decide_many(client, comments, action, **fields):
    chosen = [f"{comment.pk}:{comment.revision}" for comment in comments]
    return client.post("/moderation/comments/", {"action": action, "comment": chosen} | fields)


def undo(client, *decisions, **fields):
    return client.post("/moderation/undo/", {"decision": [d.pk for d in decisions]} | fields)


def rows(client, **query):
    page = Page(client.get(HOME, query))
    return [int(item.get("id").removeprefix("item-")) for item in page.all("li", "item")]


def state_of(comment):
    return Comment.objects.get(pk=comment.pk).state


def moderators_routes():
    """Every route of the workbench, found in the site's own table."""
    names = [
        pattern.name
        for pattern in get_resolver("questions.urls").url_patterns
        if str(pattern.pattern).startswith("moderation/")
    ]
    return sorted(names)


class TestTheGate:
    @pytest.fixture
    def addresses(self, held):
        taking_one = {"decide": held.pk, "moderate_question": held.question_id}
        names = moderators_routes()
        assert len(names) >= 8
        return [
            reverse(f"questions:{name}", args=[taking_one[name]] if name in taking_one else [])
            for name in names
        ]

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_guest_is_asked_to_sign_in(self, client, addresses, method):
        for address in addresses:
            response = getattr(client, method)(address)
            if response.status_code != 405:
                assert response.status_code == 302, address
                assert response.url.startswith("/accounts/login/?next="), address

    @pytest.mark.parametrize("who", ["reader_client", "expert_client"])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_others_are_refused(self, request, addresses, who, method, held):
        visitor = request.getfixturevalue(who)
        for address in addresses:
            response = getattr(visitor, method)(address, {"action": "approve", "comment": held.pk})
            assert response.status_code in {403, 405}, address
        assert state_of(held) == "pending"

    def test_staff_without_the_group_are_refused(self, sign_in):
        staff = make_user(is_staff=True)
        assert sign_in(staff).get(HOME).status_code == 403

    def test_a_moderator_who_was_switched_off_is_out(self, moderator, moderator_client):
        moderator.is_active = False
        moderator.save(update_fields=["is_active"])
        assert moderator_client.get(HOME).status_code == 302

    def test_an_owner_may_moderate(self, owner_client, held):
        decide(owner_client, held, "approve")
        assert state_of(held) == "approved"

    def test_deciding_needs_the_token(self, moderator, sign_in, held):
        browser = sign_in(moderator, enforce_csrf_checks=True)
        assert decide(browser, held, "approve").status_code == 403
        assert state_of(held) == "pending"

    def test_looking_decides_nothing(self, moderator_client, held):
        address = reverse("questions:decide", args=[held.pk])
        assert moderator_client.get(address, {"action": "approve"}).status_code == 405
        assert moderator_client.get("/moderation/undo/").status_code == 405

    def test_the_services_have_the_same_gate(self, held, reader, expert, moderator):
        decision = moderating.decide(held, action="approve", by=moderator)
        for outsider in (reader, expert.user):
            with pytest.raises(PermissionDenied):
                moderating.decide(held, action="spam", by=outsider)
            with pytest.raises(PermissionDenied):
                moderating.undo(decision, by=outsider)
            with pytest.raises(PermissionDenied):
                moderating.dismiss_reports(held, by=outsider)

    def test_nothing_here_is_cached(self, moderator_client):
        assert moderator_client.get(HOME)["Cache-Control"] == "private, no-store"


class TestTheQueue:
    def test_each_tab_holds_its_own_and_its_count_is_its_length(self, moderator_client):
        question = make_question()
        made = {
            state: [make_comment(question, state=state) for _ in range(number)]
            for state, number in {"pending": 3, "approved": 2, "spam": 4, "removed": 1}.items()
        }
        for tab, state in {"held": "pending", "recent": "approved", "spam": "spam"}.items():
            assert sorted(rows(moderator_client, tab=tab)) == [c.pk for c in made[state]]
        page = Page(moderator_client.get(HOME))
        assert [words(a).split()[-1] for a in page.one("nav", "tabs").iter("a")] == [
            "3",
            "0",
            "4",
            "2",
        ]

    def test_what_waited_longest_comes_first(self, moderator_client):
        late = make_comment(state="pending", created_at=ago(hours=1))
        early = make_comment(state="pending", created_at=ago(hours=2))
        assert rows(moderator_client) == [early.pk, late.pk]
        assert rows(moderator_client, order="newest") == [late.pk, early.pk]

    def test_or_the_riskiest_by_its_newest_verdict(self, moderator_client):
        low, high = make_comment(state="pending"), make_comment(state="pending")
        for comment, score, moment in [(low, 0.9, 2), (low, 0.3, 1), (high, 0.6, 1)]:
            Screening.objects.create(
                comment=comment,
                score=score,
                total=0,
                outcome="hold",
                filter_version="1",
                created_at=ago(hours=moment),
            )
        assert rows(moderator_client, order="risk") == [high.pk, low.pk]

    def test_a_row_tells_all_that_a_decision_needs(self, moderator_client):
        parent = make_comment(body="The question before.", guest="Marek")
        for state in ("approved", "approved", "spam"):
            make_comment(guest="Ruth", guest_email="ruth@visitors.example", state=state)
        held = make_comment(
            parent=parent,
            state="pending",
            guest="Ruth",
            guest_email="ruth@visitors.example",
            website="https://shop.example/",
            body="The *whole* text, with [a link](https://shop.example/x).",
        )
        Screening.objects.create(
            comment=held,
            score=0.62,
            total=0.5,
            outcome="hold",
            filter_version="1",
            reasons=[{"name": "x", "weight": 1.5, "reason": "links to a shop"}],
        )
        page = Page(moderator_client.get(HOME))
        text = words(page.one(id=f"item-{held.pk}"))
        for part in (
            "Ruth",
            "Guest",
            "2 approved, 1 spam",
            "https://shop.example/",
            held.question.title,
            "in reply to Marek",
            "The question before.",
            "The whole text, with a link",
            "links to a shop",
        ):
            assert part in text

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"q": "ruth"}, {"ruth", "linked"}),
            ({"q": "RUTH@visitors.example"}, {"ruth"}),
            ({"q": "shop.example"}, {"linked"}),
            ({"q": "rita"}, {"member"}),
            ({"topic": "knees"}, {"ruth"}),
            ({"topic": "nowhere"}, {"ruth", "linked", "member"}),
            ({"q": "nobody"}, set()),
            ({"q": "%"}, set()),
        ],
    )
    def test_it_can_be_narrowed(self, moderator_client, reader, query, expected):
        knees = make_question(topic=make_topic(slug="knees"))
        made = {
            "ruth": make_comment(
                knees, state="pending", guest="Ruth", guest_email="ruth@visitors.example"
            ),
            "linked": make_comment(state="pending", guest="Ruthless", body="https://shop.example"),
            "member": make_comment(state="pending", author=reader),
        }
        assert set(rows(moderator_client, **query)) == {made[name].pk for name in expected}

    @pytest.mark.parametrize(
        "query", ["tab=../x", "order=evil", "page=-1", "page=x", "done=x,1,²", "done=" + "9" * 17]
    )
    def test_any_address_answers(self, moderator_client, held, query):
        assert moderator_client.get(f"{HOME}?{query}").status_code == 200

    def test_it_has_pages(self, moderator_client):
        question = make_question()
        made = [make_comment(question, state="pending").pk for _ in range(27)]
        assert rows(moderator_client) == made[:25]
        assert rows(moderator_client, page=2) == made[25:]

    def test_an_empty_one_says_what_to_do_next(self, moderator_client):
        make_question("submitted")
        page = Page(moderator_client.get(HOME))
        assert "The queue is empty" in page.text
        assert "read 1 waiting letter" in page.text

    def test_hostile_text_is_shown_as_text(self, moderator_client):
        make_comment(state="pending", guest="<script>x</script>", body="<script>alert(1)</script>")
        page = Page(moderator_client.get(HOME))
        assert all(script.get("src") for script in page.all("script"))

    def test_a_longer_queue_costs_no_more(self, moderator_client):
        counts = []
        for total in (5, 50):
            while Comment.objects.filter(state="pending").count() < total:
                held = make_comment(make_question(), state="pending", parent=None)
                make_comment(parent=make_comment(held.question), state="pending")
                Screening.objects.create(
                    comment=held, score=0.5, total=0, outcome="hold", filter_version="1"
                )
            moderator_client.get(HOME)
            with CaptureQueriesContext(connection) as queries:
                moderator_client.get(HOME)
            counts.append(len(queries))
        assert counts[0] == counts[1]
        assert counts[1] <= 20


class TestDeciding:
    @pytest.mark.parametrize(
        ("action", "state", "word"),
        [
            ("approve", "approved", "Approved"),
            ("spam", "spam", "Marked as spam"),
            ("remove", "removed", "Removed"),
        ],
    )
    def test_one_press_decides_and_offers_undo(
        self, moderator_client, moderator, held, action, state, word
    ):
        response = decide(moderator_client, held, action, reason="As agreed.")
        assert state_of(held) == state
        decision = Decision.objects.get()
        assert (decision.moderator, decision.reason) == (moderator, "As agreed.")
        page = Page(moderator_client.get(response.url))
        assert f"{word}: Ruth’s comment." in page.text
        offered = page.one("input", name="decision").get("value")
        assert offered == str(decision.pk)

    def test_approving_makes_it_public_and_dates_the_thread(self, moderator_client, held):
        decide(moderator_client, held, "approve")
        comment = Comment.objects.get()
        assert comment.approved_at is not None
        assert Page(Client().get(held.question.get_absolute_url())).comments() == [held.pk]
        assert Question.objects.get().last_comment_at == comment.created_at

    def test_hiding_takes_it_off_the_page(self, moderator_client):
        comment = make_comment()
        decide(moderator_client, comment, "spam")
        assert Page(Client().get(comment.question.get_absolute_url())).comments() == []

    def test_one_comes_back_to_where_one_was(self, moderator_client, held):
        place = {"tab": "held", "q": "ruth & co", "order": "risk", "page": "2"}
        response = decide(moderator_client, held, "approve", **place)
        kept = parse_qs(urlsplit(response.url).query)
        assert {name: kept[name][0] for name in place} == place
        assert kept["done"] == [str(Decision.objects.get().pk)]

    def test_an_unknown_action_is_refused_in_words(self, moderator_client, held):
        response = decide(moderator_client, held, "publish")
        assert state_of(held) == "pending"
        assert "Approve, spam or remove" in Page(moderator_client.get(response.url)).text

    def test_what_is_not_there_is_404(self, moderator_client):
        assert moderator_client.post("/moderation/comments/999/").status_code == 404

    def test_nobody_approves_a_text_that_they_did_not_see(self, moderator_client, held):
        Comment.objects.update(body="Buy shoes", revision=2)
        response = decide(moderator_client, held, "approve")
        assert state_of(held) == "pending"
        assert (
            "changed this text while you read it" in Page(moderator_client.get(response.url)).text
        )

    def test_the_second_of_two_moderators_is_told_by_whom_it_was_handled(
        self, moderator_client, owner_client, held
    ):
        decide(owner_client, held, "spam")
        response = decide(moderator_client, held, "spam")
        text = Page(moderator_client.get(response.url)).text
        assert "Ruth: Olga Owner handled this" in text
        assert Decision.objects.count() == 1


class TestManyAtOnce:
    def test_all_selected_are_decided_with_one_reason(self, moderator_client):
        question = make_question()
        chosen = [make_comment(question, state="pending") for _ in range(3)]
        left = make_comment(question, state="pending")
        response = decide_many(moderator_client, chosen, "spam", reason="One campaign.")
        assert {state_of(comment) for comment in chosen} == {"spam"}
        assert state_of(left) == "pending"
        assert {d.reason for d in Decision.objects.all()} == {"One campaign."}
        assert "Marked as spam: 3 comments." in Page(moderator_client.get(response.url)).text

    def test_one_undo_takes_the_whole_batch_back(self, moderator_client):
        chosen = [make_comment(state="pending") for _ in range(3)]
        response = decide_many(moderator_client, chosen, "remove")
        page = Page(moderator_client.get(response.url))
        offered = [field.get("value") for field in page.all("input", name="decision")]
        response = moderator_client.post("/moderation/undo/", {"decision": offered})
        assert {state_of(comment) for comment in chosen} == {"pending"}
        assert "Undone: 3 decisions." in Page(moderator_client.get(response.url)).text

    def test_each_is_checked_and_the_refused_are_named(self, moderator_client):
        fine = make_comment(state="pending")
        changed = make_comment(state="pending", guest="Marek")
        Comment.objects.filter(pk=changed.pk).update(revision=5)
        response = decide_many(moderator_client, [fine, changed], "approve")
        assert (state_of(fine), state_of(changed)) == ("approved", "pending")
        assert "Marek: The author changed" in Page(moderator_client.get(response.url)).text

    @pytest.mark.parametrize("names", [[], ["x"], ["999:1"], ["²:1"], ["9" * 30]])
    def test_nothing_selected_is_said(self, moderator_client, names):
        response = moderator_client.post(
            "/moderation/comments/", {"action": "spam", "comment": names}
        )
        assert response.status_code == 303
        assert "Select at least one" in Page(moderator_client.get(response.url)).text


class TestUndo:
    @pytest.mark.parametrize("before", ["pending", "approved", "spam"])
    def test_it_is_back_where_it_was(self, moderator_client, moderator, before):
        comment = make_comment(state=before)
        decision = moderating.decide(comment, action="remove", by=moderator)
        undo(moderator_client, decision)
        assert state_of(comment) == before
        assert Decision.objects.get(undoes=decision).moderator == moderator

    def test_only_once(self, moderator_client, moderator, held):
        decision = moderating.decide(held, action="approve", by=moderator)
        undo(moderator_client, decision)
        response = undo(moderator_client, decision)
        assert "undone already" in Page(moderator_client.get(response.url)).text
        assert Decision.objects.count() == 2

    def test_not_over_what_happened_since(self, moderator_client, moderator, held):
        first = moderating.decide(held, action="approve", by=moderator)
        moderating.decide(held, action="spam", by=moderator)
        undo(moderator_client, first)
        assert state_of(held) == "spam"

    def test_a_comment_that_is_gone_is_said(self, moderator):
        decision = Decision.objects.create(subject="comment 1", from_state="pending")
        with pytest.raises(ValidationError, match="gone"):
            moderating.undo(decision, by=moderator)

    def test_nothing_to_undo_changes_nothing(self, moderator_client):
        response = moderator_client.post("/moderation/undo/", {"decision": ["x", "99", "9" * 30]})
        assert (response.status_code, response.url) == (303, HOME)

    def test_it_is_offered_in_the_log_for_good(self, moderator_client, moderator, held):
        decision = moderating.decide(held, action="spam", by=moderator, reason="Sells shoes")
        page = Page(moderator_client.get("/moderation/decisions/"))
        row = words(page.one("tbody"))
        for part in ("Mona Moderator", "Ruth", "pending, spam", "Sells shoes", "Undo"):
            assert part in row
        undo(moderator_client, decision)
        page = Page(moderator_client.get("/moderation/decisions/"))
        assert len(page.all("input", name="decision")) == 0
        assert "Undone" in words(page.one("tbody"))

    def test_hiding_again_keeps_mail_about_it_here(self, moderator, held):
        decision = moderating.decide(held, action="approve", by=moderator)
        OutboxMail.objects.create(to="a@b.example", comment=held, subject="x", text="x")
        moderating.undo(decision, by=moderator)
        assert not OutboxMail.objects.exists()

    def test_the_log_costs_no_more_for_more(self, moderator_client, moderator):
        counts = []
        for number in (2, 30):
            for _ in range(number):
                comment = make_comment(state="pending", expert=make_expert())
                moderating.decide(comment, action="approve", by=moderator)
            moderator_client.get("/moderation/decisions/")
            with CaptureQueriesContext(connection) as queries:
                moderator_client.get("/moderation/decisions/")
            counts.append(len(queries))
        assert counts[0] == counts[1]
