"""Rows as the site itself would have stored them: rendered, placed in their thread, dated.

The short `make_…` functions are what tests call. Words that matter to a test are passed in; all
the rest is filled with what a reader's page could show.
"""

from datetime import timedelta

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import ExpertProfile, User
from accounts.roles import EXPERTS, MODERATORS
from questions import models, policy
from questions.services.texts import set_body
from questions.signatures import make_signature
from questions.spam import fingerprint

LETTER = "My knee hurts on every long run downhill.\n\nWhat would you change first? I have time."
ANSWER = "Shorten your step and run the hill slowly for three weeks. Then add one kilometre."
NAMES = ("Ruth", "Marek", "Ines", "Jonas", "Tilda", "Omar", "Greta", "Paul")
PASSWORD = "a quiet long mile"


def ago(**kwargs):
    """A moment in the past: `ago(days=3)`."""
    return timezone.now() - timedelta(**kwargs)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"{NAMES[n % len(NAMES)]} Reader {n}")
    email = factory.Sequence(lambda n: f"person-{n}@readers.example")
    password = "!"  # nobody signs in with it, and no test pays for hashing


class ExpertProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExpertProfile

    user = factory.SubFactory(UserFactory)
    display_name = factory.Sequence(lambda n: f"Dr. {'Ada Ben Cleo Dana'.split()[n % 4]} Expert{n}")
    slug = factory.Sequence(lambda n: f"expert-{n}")
    credentials = "Running physician"


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Topic

    name = factory.Sequence(lambda n: f"Topic {n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")


class WrittenTextFactory(factory.django.DjangoModelFactory):
    """For rows that carry a text: it is rendered as the services render it."""

    class Meta:
        abstract = True

    by_expert = False

    @classmethod
    def _build(cls, model_class, *args, **kwargs):
        by_expert = kwargs.pop("by_expert")
        row = model_class(*args, **kwargs)
        set_body(row, row.body, expert=by_expert)
        return row

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        row = cls._build(model_class, *args, **kwargs)
        row.save()
        return row


class QuestionFactory(WrittenTextFactory):
    class Meta:
        model = models.Question

    title = factory.Sequence(lambda n: f"Why does my knee hurt downhill {n}?")
    body = LETTER
    topic = factory.SubFactory(TopicFactory)
    asker_name = "Paula Marsh"
    asker_email = factory.Sequence(lambda n: f"asker-{n}@letters.example")
    location = "Dallas, TX"
    token = factory.Sequence(lambda n: f"token-of-question-{n}")
    token_expires_at = factory.LazyFunction(lambda: timezone.now() + policy.ASKER_PAGE_LIVES)
    submitted_at = factory.LazyFunction(lambda: ago(days=10))

    @classmethod
    def _build(cls, model_class, *args, **kwargs):
        row = super()._build(model_class, *args, **kwargs)
        row.set_title(row.title)
        row.signature = row.signature or make_signature(
            row.asker_name, row.location, row.signature_style
        )
        return row


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Assignment

    due_at = factory.LazyFunction(lambda: timezone.now() + policy.ANSWER_DUE_AFTER)


class AnswerFactory(WrittenTextFactory):
    class Meta:
        model = models.Answer

    body = ANSWER
    by_expert = True
    expert = factory.SubFactory(ExpertProfileFactory)


class CommentFactory(WrittenTextFactory):
    class Meta:
        model = models.Comment

    body = factory.Sequence(lambda n: f"That is how it went for me too, in my week {n} of running.")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        row = cls._build(model_class, *args, **kwargs)
        row.fingerprint = fingerprint(row.body)
        row.path, row.depth = "", 0 if row.parent is None else row.parent.depth + 1
        row.save()
        row.place_under(row.parent)
        row.save(update_fields=["path", "depth"])
        return row


def make_user(**fields):
    """A reader with an account. With `password` they can sign in through the form."""
    password = fields.pop("password", None)
    user = UserFactory(**fields)
    if password is not None:
        user.set_password(password)
        user.save(update_fields=["password"])
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


make_member = make_user


def make_expert(display_name=None, **fields):
    """An expert's profile; the person behind it is `.user`."""
    if display_name is not None:
        fields["display_name"] = display_name
    profile = ExpertProfileFactory(**fields)
    if profile.is_active:
        profile.user.groups.add(Group.objects.get(name=EXPERTS))
    return profile


def make_moderator(**fields):
    user = make_user(**fields)
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


def make_owner(**fields):
    return make_user(is_staff=True, is_superuser=True, **fields)


def make_topic(name=None, **fields):
    if name is not None:
        fields["name"] = name
    return TopicFactory(**fields)


def make_question(state="answered", *, experts=None, comments=0, **fields):
    """A letter in any state. An assigned one has its experts, an answered one their answers.

    `experts` are one new expert by default; `comments` is a number of approved responses.
    """
    asker = fields.get("asker")
    if asker is not None:
        fields = {"asker_name": asker.name, "asker_email": asker.email} | fields
    if state in {"assigned", "answered"}:
        fields.setdefault("accepted_at", ago(days=9))
        experts = [make_expert()] if experts is None else experts
    if state == "answered":
        fields.setdefault("answered_at", ago(days=8))
    if state == "declined":
        fields = {"declined_at": ago(days=9), "decline_reason": "Please see a doctor."} | fields
    question = QuestionFactory(state=state, **fields)
    for expert in experts or []:
        AssignmentFactory(question=question, expert=expert, assigned_at=ago(days=9))
        if state == "answered":
            make_answer(question, expert)
    make_thread(question, comments)
    return question


def make_answer(question, expert=None, *, state="published", **fields):
    """An expert's answer; `expert` is a new one by default."""
    if state == "published":
        fields.setdefault("published_at", question.answered_at or ago(days=8))
    if expert is not None:
        fields["expert"] = expert
    return AnswerFactory(question=question, state=state, **fields)


def make_comment(question=None, *, parent=None, author=None, guest=None, **fields):
    """A response by an account (`author`, a User), an expert (`expert`, a profile) or a guest.

    Approved unless `state` says otherwise; under `parent`'s question when there is one.
    """
    if question is None:
        question = parent.question if parent is not None else make_question()
    expert = fields.get("expert")
    if expert is not None:
        author = expert.user
    if author is None:
        number = len(NAMES) + question.comments.count()
        guest = guest or NAMES[number % len(NAMES)]
        fields.setdefault("guest_email", f"guest-{number}@visitors.example")
    fields.setdefault("state", "approved")
    fields.setdefault("created_at", timezone.now())
    if fields["state"] == "approved":
        fields.setdefault("approved_at", fields["created_at"])
    return CommentFactory(
        question=question, parent=parent, author=author, guest_name=guest or "", **fields
    )


def make_thread(question, number):
    """So many approved responses in a lifelike shape: a reply to every third, then a reply to it.

    Guests, members and, every tenth time, one of the question's experts speak in turn.
    """
    if not number:
        return
    member, asked = make_user(), question.assignments.first()
    expert = asked.expert if asked else make_expert()
    parent = None
    for index in range(number):
        who = {"author": member} if index % 4 == 1 else {}
        who = {"expert": expert} if index % 10 == 5 else who
        made = make_comment(question, parent=parent, **who)
        parent = made if index % 3 < 2 else None
