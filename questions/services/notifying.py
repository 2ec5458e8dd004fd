"""Who hears of what by mail. Everything goes through the outbox, inside the transaction."""

from collections.abc import Sequence

from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import ExpertProfile, User
from accounts.roles import MODERATORS
from questions.mail.notice import Notice, absolute
from questions.mail.outbox import queue
from questions.models import Answer, Assignment, Comment, OutboxMail, Question, Subscription
from questions.rendering import excerpt
from questions.signatures import first_name

ASKED = "You get this because you asked the question with this address. It is never shown."
RECEIVED = (
    "An editor reads your letter within 2 days and gives it to the experts who know the subject. "
    "We write to you when they answer."
)
YOUR_PAGE = (
    "This page is yours alone. Keep its address: on it you see where your letter stands, can add "
    "a detail, or take it back."
)
CONFIRM = (
    "They asked to hear of replies. If that was you, confirm it. If not, do nothing: we do not "
    "write again."
)


def _to_asker(question: Question, *, heading: str, paragraphs: Sequence[str], **extra: str) -> None:
    address = question.asker_email
    stopped = Subscription.objects.stopped().filter(question=question, email=address)
    if not address or stopped.exists():
        return
    link = extra.pop("link", "") or absolute(question.get_asker_url())
    queue(
        Notice(
            to=address,
            subject=question.title,
            heading=heading,
            greeting=f"Hello {first_name(question.asker_name)},",
            paragraphs=paragraphs,
            link=link,
            link_label=extra.pop("link_label", "See where your letter stands"),
            why=f"{ASKED} Your letter is signed “{question.signature}”.",
            thread=f"question-{question.pk}",
            stop_link=absolute(reverse("questions:stop_asker_mail", args=[question.token])),
            **extra,
        )
    )


def confirm_question(question: Question) -> None:
    """The asker gets the address of the secret page."""
    _to_asker(
        question,
        heading="We have your letter",
        paragraphs=[f"You asked: “{question.title}”.", RECEIVED, YOUR_PAGE],
    )


def tell_asker_accepted(question: Question, experts: Sequence[ExpertProfile]) -> None:
    names = " and ".join(expert.display_name for expert in experts)
    _to_asker(
        question,
        heading="An expert has your letter" if len(experts) == 1 else "Experts have your letter",
        paragraphs=[f"We have given your letter to {names}. Nothing to do for now."],
    )


def tell_asker_declined(question: Question) -> None:
    _to_asker(
        question,
        heading="We cannot answer this one",
        paragraphs=["Thank you for your letter. We cannot answer it, and here is why."],
        quote=question.decline_reason,
    )


def tell_asker_answered(answer: Answer) -> None:
    question, expert = answer.question, answer.expert
    _to_asker(
        question,
        heading=f"{expert.display_name} has answered your letter",
        paragraphs=[f"You asked: “{question.title}” Here is how the answer begins."],
        quote=excerpt(answer.body_html),
        quote_by=", ".join(part for part in (expert.display_name, expert.credentials) if part),
        link=absolute(answer.get_absolute_url()),
        link_label="Read the whole answer",
    )


def _to_expert(question: Question, expert: ExpertProfile, heading: str, words: list[str]) -> None:
    queue(
        Notice(
            to=expert.user.email,
            subject=question.title,
            heading=heading,
            greeting=f"Hello {expert.display_name},",
            paragraphs=words,
            quote=excerpt(question.body_html),
            quote_by=question.signature,
            link=absolute(reverse("admin:questions_question_change", args=[question.pk])),
            link_label="Read it and answer",
            why="You get this because you answer letters as one of our experts.",
            thread=f"question-{question.pk}-experts",
        )
    )


def tell_expert_assigned(assignment: Assignment) -> None:
    words = [f"A reader's letter is for you. We hope for an answer by {assignment.due_at:%-d %B}."]
    if assignment.note:
        words.append(f"From the editors: {assignment.note}")
    _to_expert(assignment.question, assignment.expert, "A letter for you", words)


def tell_experts_detail_added(question: Question) -> None:
    waiting = question.assignments.filter(handed_back_at=None).select_related("expert__user")
    for assignment in waiting:
        words = ["The asker has added to this letter. It stands at its end."]
        _to_expert(question, assignment.expert, "The asker has added a detail", words)


def tell_moderators_handed_back(assignment: Assignment) -> None:
    group = Group.objects.filter(name=MODERATORS)
    for moderator in User.objects.filter(groups__in=group, is_active=True):
        queue(
            Notice(
                to=moderator.email,
                subject=assignment.question.title,
                heading=f"{assignment.expert.display_name} does not take this letter",
                paragraphs=["Somebody else can be asked."],
                quote=assignment.handed_back_reason,
                link=absolute(
                    reverse("questions:moderate_question", args=[assignment.question.pk])
                ),
                link_label="Ask another expert",
                why="You get this because you are a moderator.",
            )
        )


def confirm_subscription(subscription: Subscription) -> None:
    """One mail to an address that somebody typed; nothing more until its owner says yes."""
    question = subscription.question
    queue(
        Notice(
            to=subscription.email,
            subject=question.title,
            heading="Do you want mail when somebody replies to you?",
            paragraphs=[
                f"Somebody left a response under “{question.title}” with this address.",
                CONFIRM,
            ],
            link=absolute(reverse("questions:follow", args=[subscription.token])),
            link_label="Yes, email me replies",
            why="You get this once, because this address was given under a response.",
            stop_link=absolute(reverse("questions:unfollow", args=[subscription.token])),
        )
    )


def tell_followers(comment: Comment) -> None:
    """Whoever wrote the comment that this one replies to hears of it, if they follow."""
    parent = comment.parent
    if parent is None or parent.author_email == comment.author_email or not parent.author_email:
        return
    wanted = Subscription.objects.active().filter(
        question=comment.question_id, email=parent.author_email
    )
    for subscription in wanted:
        _tell_of_reply(comment, subscription)


def _tell_of_reply(comment: Comment, subscription: Subscription) -> None:
    if OutboxMail.objects.filter(comment=comment, to=subscription.email).exists():
        return
    queue(
        Notice(
            to=subscription.email,
            subject=comment.question.title,
            heading=f"{comment.author_name} replied to you",
            paragraphs=[f"Under “{comment.question.title}”:"],
            quote=excerpt(comment.body_html),
            quote_by=comment.author_name,
            link=absolute(comment.get_absolute_url()),
            link_label="Read it in the thread",
            why="You get this because you asked for mail about replies to you.",
            stop_link=absolute(reverse("questions:unfollow", args=[subscription.token])),
            thread=f"question-{comment.question_id}",
        ),
        comment=comment,
    )


def forget(comment: Comment) -> None:
    """Mail about a comment that is hidden again must not leave any more."""
    OutboxMail.objects.filter(comment=comment, sent_at=None).delete()
