"""The admin of the forum: where experts answer, and owners see what there is."""

from questions.admin import logs, mail, question, texts, topic

__all__ = ["logs", "mail", "question", "texts", "topic"]
