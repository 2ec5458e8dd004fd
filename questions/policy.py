"""Who may do what, and every limit that the site keeps. Roles come from `accounts.roles`."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from accounts.roles import is_expert, is_moderator, is_owner

if TYPE_CHECKING:
    from questions.models import Answer, Comment, Question

# Sizes, in characters. The forms and the models both use them.
BODY_LENGTH = 10_000
EXPERT_BODY_LENGTH = 20_000
MIN_LETTER_LENGTH = 20
NAME_LENGTH = 60
LOCATION_LENGTH = 60
SIGNATURE_LENGTH = NAME_LENGTH + LOCATION_LENGTH + 2
TITLE_LENGTH = 150
WEBSITE_LENGTH = 200
SEARCH_LENGTH = 200
REPORT_LENGTH = 500

# Threads. Deeper replies are filed beside their parent: a path of 30 steps fits an index row.
MAX_THREAD_DEPTH = 30
# A thread of up to so many responses is one page; a longer one is cut at its roots.
WHOLE_THREAD = 300
ROOTS_A_PAGE = 25
BRANCH_PART = 15
QUESTIONS_A_PAGE = 20

# Times.
EDIT_WINDOW = timedelta(minutes=15)
COMMENTS_STAY_OPEN = timedelta(days=365)
ANSWER_DUE_AFTER = timedelta(days=8)
ASKER_PAGE_LIVES = timedelta(days=180)
SAME_TEXT_REFUSED_FOR = timedelta(hours=24)
SPAM_KEPT_FOR = timedelta(days=30)
SENDER_KEPT_FOR = timedelta(days=30)


def can_see(user: Any, question: "Question") -> bool:
    """Public questions: everybody; others: those who work on them."""
    return question.is_public or is_moderator(user) or can_answer(user, question)


def can_moderate(user: Any) -> bool:
    return is_moderator(user)


def can_administer(user: Any) -> bool:
    return is_owner(user)


def can_answer(user: Any, question: "Question") -> bool:
    """An expert answers what they were asked, or what they answered before."""
    if not is_expert(user) or question.state not in {"assigned", "answered"}:
        return False
    return type(question).objects.asked_of(user.expert).filter(pk=question.pk).exists()


def can_edit_answer(user: Any, answer: "Answer") -> bool:
    return is_expert(user) and answer.expert_id == user.expert.pk


def can_comment(question: "Question") -> bool:
    return question.comments_open


def can_edit_comment(comment: "Comment", *, is_own: bool, now: Any) -> bool:
    """Within the window, and only what still stands or waits."""
    return (
        is_own
        and comment.state in {"pending", "approved"}
        and (now - comment.created_at < EDIT_WINDOW)
    )
