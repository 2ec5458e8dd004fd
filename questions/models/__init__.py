from questions.models.answer import Answer, AnswerRevision
from questions.models.comment import Comment
from questions.models.imported import ImportedItem
from questions.models.learning import FilterMemory, Lesson, SeenHost, TokenCount
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
    "FilterMemory",
    "ImportedItem",
    "Lesson",
    "OutboxMail",
    "Question",
    "Report",
    "Screening",
    "SeenHost",
    "Subscription",
    "TokenCount",
    "Topic",
]
