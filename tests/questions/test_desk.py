"""The expert's desk in the admin: who gets in, what it shows, what its buttons do."""

import pytest
from django.core import mail
from django.urls import reverse

from questions.models import Answer, Decision, Question
from questions.services import answering
from tests.factories import (
    PASSWORD,
    ago,
    make_answer,
    make_comment,
    make_expert,
    make_question,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
INDEX = "/admin/"


def give_password(user):
    user.set_password(PASSWORD)
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)


def address(question):
    return f"/admin/questions/question/{question.pk}/change/"


@pytest.fixture
def letter(expert):
    """A letter that the expert was asked to answer."""
    return make_question(
        "assigned",
        experts=[expert],
        title="Can I run the day after giving blood?",
        asker_name="Imke Vosberg",
        asker_email="imke@letters.example",
    )


@pytest.fixture
def foreign(db):
    return make_question("assigned", title="A letter for somebody else")


# --- Who gets in --------------------------------------------------------------------------------


def test_sign_in_leads_through_the_sites_own_form_to_the_desk(client, expert, letter):
    give_password(expert.user)
    response = client.get(INDEX, follow=True)
    form_address = response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"]
    assert response.request["PATH_INFO"] == reverse("account_login")
    signed_in = client.post(
        form_address, {"login": expert.user.email, "password": PASSWORD}, follow=True
    )
    assert signed_in.request["PATH_INFO"] == INDEX
    assert letter.title in signed_in.content.decode()


def test_an_expert_without_a_wish_lands_on_the_desk(client, expert):
    give_password(expert.user)
    form = {"login": expert.user.email, "password": PASSWORD}
    response = client.post(reverse("account_login"), form)
    assert response.headers["Location"] == INDEX


@pytest.mark.parametrize("who", ["reader_client", "moderator_client"])
def test_people_who_do_not_answer_are_refused(request, who, letter):
    client = request.getfixturevalue(who)
    assert client.get(INDEX, follow=True).status_code == 403
    assert client.get(address(letter), follow=True).status_code == 403
    assert client.post(address(letter), {"body": "x", "_publish": "1"}).status_code in {302, 403}
    assert not Answer.objects.exists()


def test_guests_are_asked_to_sign_in(client, letter):
    response = client.get(address(letter), follow=True)
    assert response.request["PATH_INFO"] == reverse("account_login")


def test_a_signed_in_expert_is_not_refused_at_the_admins_sign_in(expert_client):
    response = expert_client.get("/admin/login/?next=https://evil.example/")
    assert response.headers["Location"] == INDEX
    response = expert_client.get("/admin/login/?next=/admin/questions/question/")
    assert response.headers["Location"] == "/admin/questions/question/"


def test_an_expert_who_was_switched_off_is_out(expert_client, expert, letter):
    expert.is_active = False
    expert.save(update_fields=["is_active"])
    assert expert_client.get(address(letter), follow=True).status_code == 403


def test_a_foreign_letter_is_not_there(expert_client, foreign):
    assert expert_client.get(address(foreign)).status_code == 404
    sent = expert_client.post(address(foreign), {"body": "My words.", "_publish": "1"})
    assert sent.status_code == 404
    page = sent.content.decode()
    assert "My words." in page
    assert foreign.title not in page
    assert not Answer.objects.exists()


@pytest.mark.parametrize("state", ["submitted", "declined", "spam"])
def test_a_letter_that_waits_for_nobody_is_not_there(expert_client, expert, letter, state):
    Question.objects.filter(pk=letter.pk).update(state=state)
    assert expert_client.get(address(letter)).status_code == 404


def test_experts_see_nothing_else_of_the_admin(expert_client, expert, letter, foreign):
    answer = make_answer(foreign, state="draft", body="A colleague's secret draft")
    comment = make_comment(make_question(), state="pending")
    shut = [
        "/admin/questions/",
        "/admin/accounts/",
        "/admin/accounts/user/",
        f"/admin/accounts/user/{expert.user.pk}/change/",
        f"/admin/accounts/expertprofile/{expert.pk}/change/",
        "/admin/questions/question/add/",
        f"/admin/questions/question/{letter.pk}/delete/",
        f"/admin/questions/question/{letter.pk}/history/",
        "/admin/questions/answer/",
        f"/admin/questions/answer/{answer.pk}/change/",
        f"/admin/questions/comment/{comment.pk}/change/",
        "/admin/questions/topic/",
        "/admin/questions/topic/add/",
        "/admin/questions/outboxmail/",
        "/admin/questions/decision/",
        "/admin/account/emailaddress/",
        "/admin/usersessions/usersession/",
        "/admin/mfa/authenticator/",
        "/admin/autocomplete/?app_label=questions&model_name=topic&field_name=experts",
        f"/admin/r/{_content_type(Question)}/{foreign.pk}/",
    ]
    answers = {path: expert_client.get(path).status_code for path in shut}
    assert {path: code for path, code in answers.items() if code not in {403, 404}} == {}
    assert "Administration" not in expert_client.get(INDEX).content.decode()


def _content_type(model):
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(model).pk


def test_the_list_of_letters_is_the_desk(expert_client):
    response = expert_client.get("/admin/questions/question/")
    assert response.headers["Location"] == INDEX


# --- The lists ----------------------------------------------------------------------------------


def test_the_desk_lists_what_waits_oldest_first_with_true_counts(expert_client, expert):
    first = make_question("assigned", experts=[expert], title="Given first")
    second = make_question("assigned", experts=[expert], title="Given second")
    late = make_question("assigned", experts=[expert], title="Given last and late")
    for days, question in ((9, first), (5, second), (3, late)):
        question.assignments.update(assigned_at=ago(days=days))
    late.assignments.update(due_at=ago(days=1))
    make_answer(second, expert, state="draft")
    make_question(experts=[expert], title="Answered already")
    make_question("assigned", title="Not for this desk")

    shown = {}
    for name in ("assigned", "overdue", "drafts", "answered"):
        desk = expert_client.get(INDEX, {"show": name}).context["desk"]
        shown[name] = [letter.question.title for letter in desk.letters]
        counts = {tab.name: tab.count for tab in desk.tabs}
    assert shown == {
        "assigned": ["Given first", "Given second", "Given last and late"],
        "overdue": ["Given last and late"],
        "drafts": ["Given second"],
        "answered": ["Answered already"],
    }
    assert counts == {name: len(titles) for name, titles in shown.items()}


def test_the_desk_links_each_letter(expert_client, letter):
    assert f'href="{address(letter)}"' in expert_client.get(INDEX).content.decode()


def test_an_unknown_list_is_the_first_one(expert_client, letter):
    desk = expert_client.get(INDEX, {"show": "../etc"}).context["desk"]
    assert [tab.name for tab in desk.tabs if tab.is_shown] == ["assigned"]


@pytest.mark.parametrize("name", ["assigned", "overdue", "drafts", "answered"])
def test_an_empty_list_says_so(expert_client, name):
    assert "desk-empty" in expert_client.get(INDEX, {"show": name}).content.decode()


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize("show", ["assigned", "answered"])
def test_a_fuller_desk_costs_no_more(
    expert_client, expert, number, show, django_assert_max_num_queries
):
    topic = make_topic()
    for _ in range(number):
        make_question("assigned", experts=[expert], topic=topic)
        make_question(experts=[expert], topic=topic)
    expert_client.get(INDEX)  # a session's first page stores when it began
    # Session, person, profile, groups, assigned, drafts, the count and the page of answers,
    # and what the admin's own list of apps asks for.
    with django_assert_max_num_queries(10):
        expert_client.get(INDEX, {"show": show})


def test_many_answers_come_in_pages(expert_client, expert):
    topic = make_topic()
    for number in range(23):
        make_question(experts=[expert], topic=topic, answered_at=ago(days=number + 1))
    first = expert_client.get(INDEX, {"show": "answered"})
    assert len(first.context["desk"].letters) == 20
    assert "Older answers" in first.content.decode()
    last = expert_client.get(INDEX, {"show": "answered", "page": "2"})
    assert len(last.context["desk"].letters) == 3


# --- The letter ---------------------------------------------------------------------------------


def test_the_letter_is_shown_as_readers_will_see_it(expert_client, expert, letter):
    letter.assignments.update(note="Say something about iron.")
    colleague = make_expert("Ben Obi")
    make_answer(letter, colleague, body="Two easy days.", published_at=ago(days=1))
    make_answer(letter, make_expert("Cleo Moss"), state="draft", body="Unfinished words of Cleo")
    page = expert_client.get(address(letter)).content.decode()
    for shown in (letter.title, letter.body_html, letter.signature, "about iron", "Two easy days."):
        assert shown in page
    for hidden in ("imke@letters.example", "Imke", "Vosberg", letter.token, "Unfinished words"):
        assert hidden not in page


def test_what_readers_wrote_stays_text(expert_client, expert):
    evil = '<script>alert("x")</script>'
    title = "</title><script>alert(2)</script>"
    letter = make_question("assigned", experts=[expert], body=evil * 2, title=title)
    letter.assignments.update(note=evil)
    make_answer(letter, expert, state="draft", body=f"</textarea>{evil}")
    page = expert_client.get(address(letter)).content.decode()
    assert "<script>alert" not in page
    assert page.count("</textarea>") == page.count("<textarea")
    assert "<script>alert" not in expert_client.get(INDEX).content.decode()


def test_the_page_keeps_to_the_content_policy(expert_client, letter):
    response = expert_client.get(address(letter))
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    page = response.content.decode()
    assert " style=" not in page
    assert "onclick" not in page
    assert "markdownx/js" not in page


# --- Writing ------------------------------------------------------------------------------------


def test_a_draft_is_saved_and_seen_by_nobody_else(expert_client, outsider_client, expert, letter):
    response = expert_client.post(address(letter), {"body": "First *words*.", "_save_draft": "1"})
    assert response.status_code == 303
    answer = Answer.objects.get()
    assert (answer.state, answer.body, answer.expert) == ("draft", "First *words*.", expert)
    assert "First *words*." in expert_client.get(address(letter)).content.decode()
    assert outsider_client.get(f"/questions/{letter.pk}/").status_code == 404


def test_without_a_button_nothing_is_published(expert_client, letter):
    expert_client.post(address(letter), {"body": "Sent by a script."})
    assert Answer.objects.get().state == "draft"


def test_an_empty_draft_is_refused_in_words(expert_client, letter):
    response = expert_client.post(address(letter), {"body": " \n ", "_save_draft": "1"})
    assert response.status_code == 422
    assert "nothing to save yet" in response.content.decode()


def test_preview_shows_the_page_and_stores_nothing(expert_client, letter):
    response = expert_client.post(
        address(letter), {"body": "# Rest\n\n**two** days", "_preview": "1"}
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert "<h3>Rest</h3>" in page
    assert "<strong>two</strong>" in page
    assert "# Rest" in page
    assert not Answer.objects.exists()


def test_preview_of_nothing_says_so(expert_client, letter):
    page = expert_client.post(address(letter), {"body": "", "_preview": "1"}).content.decode()
    assert "nothing to see yet" in page


def test_publishing_makes_the_letter_public_and_tells_the_asker(
    client, expert_client, expert, letter, django_capture_on_commit_callbacks
):
    page = expert_client.get(address(letter)).content.decode()
    assert "makes the letter public with your answer under it, and tells the asker by email" in page
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"body": "Two days of *rest*.", "version": "", "_publish": "1"}
        response = expert_client.post(address(letter), sent)
    assert response.status_code == 303
    letter.refresh_from_db()
    assert letter.state == "answered"
    public = client.get(letter.get_absolute_url()).content.decode()
    assert "Two days of <em>rest</em>." in public
    assert [message.to for message in mail.outbox] == [["imke@letters.example"]]
    after = expert_client.get(address(letter)).content.decode()
    assert "Publish the revision" in after
    assert letter.get_absolute_url() in after


def test_publishing_nothing_is_refused(expert_client, letter):
    response = expert_client.post(address(letter), {"body": "\u200b", "_publish": "1"})
    assert response.status_code == 422
    assert "<title>Error: " in response.content.decode()
    assert "Write the answer before you publish it." in response.content.decode()
    assert not Answer.objects.exists()


def test_publish_pressed_twice_publishes_once(
    expert_client, letter, django_capture_on_commit_callbacks
):
    sent = {"body": "Two days.", "version": "", "_publish": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        codes = [expert_client.post(address(letter), sent).status_code for _ in range(2)]
    assert codes == [303, 303]
    assert Answer.objects.get().revisions.count() == 0
    assert len(mail.outbox) == 1


def test_a_text_that_is_too_long_comes_back_whole(expert_client, letter):
    text = "word " * 4_001
    response = expert_client.post(address(letter), {"body": text, "_publish": "1"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "at most 20,000 characters" in page
    assert text.strip() in page


def test_a_revision_keeps_what_readers_saw(
    client, expert_client, expert, letter, django_capture_on_commit_callbacks
):
    answer = _published(letter, expert, "The first text.")
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"body": "The better text.", "version": answer.version, "_publish": "1"}
        assert expert_client.post(address(letter), sent).status_code == 303
    answer.refresh_from_db()
    assert (answer.body, answer.revised_at is not None) == ("The better text.", True)
    assert [former.body for former in answer.revisions.all()] == ["The first text."]
    assert "The first text." in expert_client.get(address(letter)).content.decode()
    assert "The first text." not in client.get(letter.get_absolute_url()).content.decode()
    assert mail.outbox == []


def _published(letter, expert, body):
    return answering.publish_text(question=letter, by=expert.user, body=body, version=None)


def test_a_withdrawn_answer_leaves_the_page_and_its_text_is_kept(
    client, expert_client, expert, letter
):
    answer = _published(letter, expert, "Said too soon.")
    assert (
        "the letter leaves the public pages" in expert_client.get(address(letter)).content.decode()
    )
    sent = {"body": answer.body, "version": answer.version, "_withdraw": "1"}
    assert expert_client.post(address(letter), sent).status_code == 303
    answer.refresh_from_db()
    letter.refresh_from_db()
    assert (answer.state, letter.state) == ("draft", "assigned")
    assert client.get(letter.get_absolute_url()).status_code == 404
    rewritten = {"body": "Said better.", "version": answer.version, "_publish": "1"}
    expert_client.post(address(letter), rewritten)
    answer.refresh_from_db()
    assert (answer.state, answer.revised_at) == ("published", None)
    assert [former.body for former in answer.revisions.all()] == ["Said too soon."]


def test_what_is_not_public_cannot_be_withdrawn(expert_client, letter):
    response = expert_client.post(address(letter), {"body": "Words", "_withdraw": "1"})
    assert response.status_code == 422
    assert "no answer to withdraw" in response.content.decode()
    expert_client.post(address(letter), {"body": "Words", "_save_draft": "1"})
    sent = {"body": "Words", "version": "1", "_withdraw": "1"}
    assert expert_client.post(address(letter), sent).status_code == 422


# --- Two windows ------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["_save_draft", "_publish"])
def test_an_older_window_does_not_overwrite_a_newer_text(expert_client, expert, letter, button):
    started = answering.save_draft(question=letter, expert=expert, body="Start.")
    old_version = started.version
    answering.save_draft(question=letter, expert=expert, body="Newer.", version=old_version)
    sent = {"body": "From the old window.", "version": old_version, button: "1"}
    response = expert_client.post(address(letter), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "From the old window." in page
    assert "Newer." in page
    assert "A newer version of this answer was saved in another window" in page
    assert Answer.objects.get().body == "Newer."
    # Whoever has seen both may decide.
    sent["version"] = response.context["version"]
    assert expert_client.post(address(letter), sent).status_code == 303
    assert Answer.objects.get().body == "From the old window."


def test_a_second_new_window_does_not_overwrite_the_first(expert_client, letter):
    expert_client.post(address(letter), {"body": "One.", "version": "", "_save_draft": "1"})
    second = {"body": "Two.", "version": "", "_save_draft": "1"}
    assert expert_client.post(address(letter), second).status_code == 422
    assert Answer.objects.get().body == "One."


def test_a_draft_saves_itself_and_names_its_version(expert_client, letter):
    headers = {"accept": "application/json"}
    sent = {"body": "A start.", "version": "", "_save_draft": "1"}
    first = expert_client.post(address(letter), sent, headers=headers)
    assert first.json()["version"] == 1
    sent |= {"body": "A start, and more.", "version": "1"}
    assert expert_client.post(address(letter), sent, headers=headers).json()["version"] == 2
    sent |= {"body": "From an old window."}
    stale = expert_client.post(address(letter), sent, headers=headers)
    assert stale.status_code == 422
    assert "newer version" in stale.json()["message"]
    assert Answer.objects.get().body == "A start, and more."


def test_a_draft_cannot_be_saved_over_a_public_answer(expert_client, expert, letter):
    answer = _published(letter, expert, "Public words.")
    sent = {"body": "A draft", "version": answer.version, "_save_draft": "1"}
    response = expert_client.post(address(letter), sent)
    assert response.status_code == 422
    assert "This answer is public" in response.content.decode()
    assert Answer.objects.get().body == "Public words."


# --- Texts that come too late -------------------------------------------------------------------


def test_a_text_for_a_letter_taken_away_is_given_back(expert_client, letter):
    Question.objects.filter(pk=letter.pk).update(state="declined")
    response = expert_client.post(address(letter), {"body": "An hour's work.", "_publish": "1"})
    assert response.status_code == 404
    assert "An hour&#x27;s work." in response.content.decode()


def test_a_letter_taken_away_in_that_moment_gives_the_text_back(expert_client, letter, monkeypatch):
    from django.core.exceptions import PermissionDenied

    def refuse(**kwargs):
        raise PermissionDenied

    monkeypatch.setattr(answering, "publish_text", refuse)
    response = expert_client.post(address(letter), {"body": "An hour of work.", "_publish": "1"})
    assert response.status_code == 403
    assert "An hour of work." in response.content.decode()


def test_an_ended_session_gives_the_text_back(client, letter):
    response = client.post(address(letter), {"body": "An hour of work.", "_publish": "1"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "An hour of work." in page
    assert letter.title not in page
    assert not Answer.objects.exists()


def test_a_stale_token_gives_the_form_back(expert, letter, sign_in):
    browser = sign_in(expert.user, enforce_csrf_checks=True)
    response = browser.post(address(letter), {"body": "An hour of work.", "_publish": "1"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "An hour of work." in page
    assert "had been open for a long time" in page
    assert not Answer.objects.exists()


def test_another_site_cannot_send_the_form(expert, letter, sign_in):
    browser = sign_in(expert.user, enforce_csrf_checks=True)
    headers = {"sec-fetch-site": "cross-site"}
    sent = {"body": "Not mine.", "_publish": "1"}
    assert browser.post(address(letter), sent, headers=headers).status_code == 403
    assert not Answer.objects.exists()


# --- Handing back -------------------------------------------------------------------------------


def test_handing_back_needs_a_reason_and_keeps_the_text(expert_client, letter):
    sent = {"body": "Half a thought", "reason": " ", "_hand_back": "1"}
    response = expert_client.post(address(letter), sent)
    assert response.status_code == 422
    assert "Half a thought" in response.content.decode()
    assert letter.assignments.get().handed_back_at is None


def test_a_letter_handed_back_leaves_the_desk_and_moderators_hear_why(
    expert_client, expert, letter, moderator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"body": "", "reason": "This needs a cardiologist.", "_hand_back": "1"}
        response = expert_client.post(address(letter), sent)
    assert response.headers["Location"] == INDEX
    assert letter.assignments.get().handed_back_reason == "This needs a cardiologist."
    assert mail.outbox[0].to == [moderator.email]
    assert expert_client.get(address(letter)).status_code == 404
    assert expert_client.get(INDEX).context["desk"].letters == []


def test_a_public_answers_letter_cannot_be_handed_back(expert_client, expert, letter):
    _published(letter, expert, "Public words.")
    sent = {"body": "Public words.", "reason": "Changed my mind", "_hand_back": "1"}
    assert expert_client.post(address(letter), sent).status_code == 422


def test_a_letter_that_was_not_given_cannot_be_handed_back(expert_client, expert):
    letter = make_question("answered", experts=[])
    make_answer(letter, expert, state="draft")
    sent = {"body": "Words", "reason": "No time", "_hand_back": "1"}
    assert expert_client.post(address(letter), sent).status_code == 422


# --- Owners ---------------------------------------------------------------------------------


def test_an_owner_sees_the_record_of_a_letter_and_changes_nothing(owner_client, letter):
    page = owner_client.get(address(letter)).content.decode()
    assert "imke@letters.example" in page
    assert reverse("questions:moderate_question", args=[letter.pk]) in page
    assert owner_client.post(address(letter), {"title": "Mine"}).status_code == 403
    letter.refresh_from_db()
    assert letter.title == "Can I run the day after giving blood?"


def test_an_owner_who_is_an_expert_has_both(owner_client, owner, foreign):
    profile = make_expert("Dr. Olga Owner", user=owner)
    own = make_question("assigned", experts=[profile])
    index = owner_client.get(INDEX).content.decode()
    assert own.title in index
    assert "Administration" in index
    assert "Publish my answer" in owner_client.get(address(own)).content.decode()
    record = owner_client.get(address(own) + "?record=1").content.decode()
    assert "Publish my answer" not in record
    assert "Publish my answer" not in owner_client.get(address(foreign)).content.decode()


def test_each_decision_of_the_desk_is_written_down(expert_client, expert, letter):
    expert_client.post(address(letter), {"body": "Two days.", "_publish": "1"})
    made = {(d.subject.split()[0], d.to_state, d.moderator) for d in Decision.objects.all()}
    assert made == {
        ("answer", "published", expert.user),
        ("question", "answered", expert.user),
    }


def test_staff_without_the_permission_do_not_see_a_letter(sign_in, letter):
    assert sign_in(make_user(is_staff=True)).get(address(letter)).status_code == 403
