"""What stands beside the texts and could be an advertisement too: names, and readers' reports.

`settings.NAME_GUARD` names this module to the accounts, which know nothing of the forum.
"""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.roles import is_expert, is_moderator
from questions.models import Comment, Report
from questions.models.moderation import REASON_LENGTH
from questions.services.facts import words_of
from questions.spam import Evidence, Post, Verdict, hosts_of, screen

log = logging.getLogger("forum.screening")

ADDRESS = "A web address is no name. Enter the name that you go by."
# The reporter of names: the site itself, once for each comment.
SENDER = "filter"
SLOGANS = frozenset({"name_slogan", "name_goods", "name_is_site", "name_address"})
SLOGAN_FROM = 1.5
OFFERS = frozenset({"offer", "call", "urge", "contact", "channel", "we_sell", "template"})
PLACES = frozenset({"link_shop", "link_vice", "link_cheap", "link_shortener", "contact_phone"})
BEYOND_DOUBT = 0.99


def refuse_address(name: str) -> None:
    """Raise ValidationError for a name that sends readers somewhere; no person is called that."""
    if any(item.name == "name_address" for item in _reasons_against(name)):
        raise ValidationError(ADDRESS, code="address")


@transaction.atomic
def name_changed(person: User) -> None:
    """Tell the moderators where a person's public responses now stand under a slogan.

    A surname may read like one ("Best"), so that nobody is refused for it and nothing is hidden.
    """
    reasons = _reasons_against(person.name)
    if not reasons or is_expert(person) or is_moderator(person):
        return
    newest = Comment.objects.approved().filter(author=person).order_by("-pk").first()
    if newest is None:
        return
    words = f"Their name is now “{person.name}”: {reasons[0].reason}."[:REASON_LENGTH]
    Report.objects.update_or_create(
        comment=newest,
        sender_key=SENDER,
        defaults={"reason": words, "handled_at": None, "handled_by": None},
    )


def _reasons_against(name: str) -> list[Evidence]:
    """What the filter holds against a name alone, the weightiest first; empty where it is fine."""
    verdict = _judge(Post(text="", author_name=name))
    reasons = verdict.reasons if verdict is not None else ()
    return [item for item in reasons if item.name in SLOGANS and item.weight >= SLOGAN_FROM]


def is_advertisement(reason: str, comment: Comment) -> bool:
    """Whether a report is promotion sent to the moderators, and no report.

    A report names and quotes what it complains of, so that it sounds like promotion itself. Only
    one that offers something, leads to a place where the comment does not, and is beyond doubt,
    is none.
    """
    quoted = hosts_of(words_of(comment))
    verdict = _judge(Post(text=reason, trusted_hosts=quoted, article_text=comment.body))
    if verdict is None or verdict.score < BEYOND_DOUBT:
        return False
    names = {item.name for item in verdict.reasons if item.weight > 0}
    return bool(names & OFFERS) and bool(names & PLACES)


def _judge(post: Post) -> Verdict | None:
    """None where the filter fails: names stay as they are, and reports are read."""
    try:
        return screen(post)
    except Exception:
        log.exception("The spam filter failed on a name or a report.")
        return None
