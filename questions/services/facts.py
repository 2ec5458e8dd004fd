"""A comment or a letter as the filter reads it: its words, and what the site knows of them."""

from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings

from accounts.roles import is_moderator
from questions.models import Comment, Question
from questions.rendering import plain_text
from questions.services.recalling import Recollection
from questions.services.sending import Sender
from questions.spam import Post


def words_of(comment: Comment) -> Post:
    """What a comment says, under which name, and what it answers: all that the row itself tells."""
    question, parent = comment.question, comment.parent
    return Post(
        text=comment.body,
        author_name=comment.author_name,
        author_email=comment.author_email,
        author_url=comment.website,
        is_reply=parent is not None,
        article_title=question.title,
        article_text=plain_text(question.body_html),
        parent_text=plain_text(parent.body_html) if parent is not None else "",
    )


def with_facts(post: Post, comment: Comment, known: Recollection, sender: Sender) -> Post:
    """The words with what the site knows of them, of their writer and of the sending."""
    user = comment.author
    return replace(
        post,
        article_text=f"{post.article_text}\n\n{known.answers}".strip(),
        approved_before=known.approved,
        spam_before=known.spam,
        proven_address=user is not None,
        is_member_of_staff=comment.expert_id is not None or is_moderator(user),
        is_asker=comment.by_asker,
        seconds_to_write=sender.seconds_to_write,
        honeypot_filled=sender.honeypot_filled,
        same_text_elsewhere=known.copies,
        hosts_elsewhere=known.hosts_elsewhere,
        spam_hosts=known.spam_hosts,
        trusted_hosts=known.trusted_hosts | own_hosts(),
    )


def own_hosts() -> frozenset[str]:
    """This site's own host: a link to another letter promotes nothing."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    return frozenset({host, host.removeprefix("www.")})


def letter_of(question: Question) -> Post:
    """What a letter says: title, text, and the town, which stands in the signature."""
    parts = (question.title, question.body, question.location)
    return Post(
        text="\n\n".join(part for part in parts if part),
        author_name=question.asker_name,
        author_email=question.asker_email,
        proven_address=question.asker_id is not None,
    )


def with_letters_facts(post: Post, known: Recollection, sender: Sender) -> Post:
    return replace(
        post,
        seconds_to_write=sender.seconds_to_write,
        honeypot_filled=sender.honeypot_filled,
        hosts_elsewhere=known.hosts_elsewhere,
        spam_hosts=known.spam_hosts,
        trusted_hosts=known.trusted_hosts | own_hosts(),
    )
