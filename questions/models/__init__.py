from questions.models.answer import Answer, AnswerRevision
from questions.models.comment import Comment
from questions.models.imported import ImportedItem
from questions.models.mail import OutboxMail, Subscription
from questions.models.moderation import Decision, Report, Screening
from questions.models.question import Assignment, Question
from questions.models.topic import Topic

__all__ = [
    "Answer",
    "AnswerRevision",
    "Assignment",
    "Comment",
    "Decision",
    "ImportedItem",
    "OutboxMail",
    "Question",
    "Report",
    "Screening",
    "Subscription",
    "Topic",
]
