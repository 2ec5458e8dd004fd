"""A site with something in every room: for tests that walk all pages."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from questions.models import Answer, Assignment, Subscription
from questions.services import moderating
from questions.services.commenting import Writer, post_comment
from questions.services.sending import Sender
from tests.factories import (
    ago,
    make_answer,
    make_comment,
    make_expert,
    make_moderator,
    make_owner,
    make_question,
    make_topic,
    make_user,
)

RICH = """Thank you, Dr. Ada. Three things, so far:

1. Walk the steep part.
2. **Slow** down on the rest, *always*.
   - with short steps
   - and a loose jaw

> What did your watch say?

It said `5:40/km`, see https://example.org/a/very/long/address/that/will/not/fit/on/any/telephone
and Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft.
"""
ANSWER = """Shorten your step, and run the hill slowly for **three weeks**.

### What to watch

| Week | Hill | Pace |
| --- | --- | --- |
| 1 | gentle | as you like |
| 2 | the usual one | slower than that |

```
downhill = slow + short
```

Then add [a kilometre](https://example.org/plan) each week.
"""
PROMOTION = (
    "I swear by the KneeHeaven sleeve, order yours at https://kneeheaven.example/buy-now and "
    "get 20% off with code RUN20."
)


@dataclass(frozen=True)
class Site:
    """People, letters by state, and the comments that the pages in question are about."""

    reader: Any
    expert: Any
    moderator: Any
    owner: Any
    topic: Any
    letters: dict[str, Any]
    comment: Any
    own: Any
    decision: Any
    subscription: Any


def furnish():
    topic = make_topic("Running", slug="running", description="Everything between two feet.")
    make_topic("Shoes", slug="shoes")
    expert = make_expert(
        "Dr. Ada Holm",
        known_as="the Sole Doctor",
        slug="ada-holm",
        bio="She runs.\n\nSlowly.",
        user=make_user(name="Ada Holm", email="ada@experts.example"),
    )
    topic.experts.add(expert)
    reader = make_user(name="Rita Reader", email="rita@readers.example")
    moderator = make_moderator(name="Mona Moderator", email="mona@desk.example")
    letters = make_letters(topic, expert, reader)
    comment = make_deep_thread(letters["deep"], expert)
    return Site(
        reader=reader,
        expert=expert,
        moderator=moderator,
        owner=make_owner(name="Olga Owner", email="olga@desk.example"),
        topic=topic,
        letters=letters,
        comment=comment,
        own=respond(letters["deep"], Writer(user=reader), "So it went for me, in my first week."),
        decision=make_queue(letters, comment, moderator),
        subscription=Subscription.objects.create(
            question=letters["deep"], email="ruth@visitors.example", token="token-of-a-follower"
        ),
    )


def make_letters(topic, expert, reader):
    """One letter in each state, and what an expert may have done with it so far."""
    given = {"topic": topic, "experts": [expert]}
    colleague = make_expert("Tomas Brandt", slug="tomas-brandt")
    letters = {
        "deep": make_question(topic=topic, experts=[colleague], title="My knees hurt downhill"),
        "quiet": make_question(topic=topic, title="Can I run on an empty stomach?"),
        "closed": make_question(comments_closed_at=ago(days=2), comments=2, topic=topic),
        "submitted": make_question("submitted", topic=None),
        "promoted": make_question("spam", title="Best supplements 2026 discount??"),
        "new": make_question("assigned", **given),
        "draft": make_question("assigned", **given),
        "late": make_question("assigned", **given),
        "own": make_question("submitted", asker=reader),
        "declined": make_question("declined"),
        "withdrawn": make_question("declined", withdrawn_at=ago(days=1)),
    }
    make_answer(letters["deep"], expert, body=ANSWER, revised_at=ago(days=2))
    make_answer(letters["draft"], expert, state=Answer.State.DRAFT, body="Shorten your **step**.")
    Assignment.objects.filter(question=letters["late"]).update(due_at=ago(days=1))
    Assignment.objects.filter(question=letters["new"]).update(note="She writes kindly.")
    return letters


def make_deep_thread(question, expert):
    """Seven levels, every kind of voice, a tombstone; gives a comment with an answer under it."""
    first = make_comment(question, guest="Ruth", body=RICH)
    deep = first
    for level in range(6):
        who = {"expert": expert} if level == 1 else {"by_asker": level == 3}
        deep = make_comment(question, parent=deep, **who)
    gone = make_comment(question, guest="Gone", state="removed", decided_at=timezone.now())
    make_comment(question, parent=gone, guest="Marek", edited_at=timezone.now())
    for number in range(2):
        make_comment(question, parent=first, guest=f"Guest {number}")
    return first


def make_queue(letters, comment, moderator):
    """Held, spam and reported comments with the filter's reasons; gives a decision just made."""
    for name, parent in (("Marek", None), ("Ines", comment)):
        promoter = Writer(name=name, email=f"{name.lower()}@visitors.example")
        respond(letters["deep"], promoter, f"{PROMOTION} {name}", parent)
    for reason in ("Rude.", "Sells something."):
        moderating.report(comment, reason=reason, sender_key=reason, reporter=None)
    spam = make_comment(letters["quiet"], guest="Spam")
    return moderating.decide(spam, action="spam", by=moderator, reason="It sells.")


def respond(question, writer, body, parent=None):
    """As a reader would, so that the filter has its say; each from a machine of their own."""
    sender = Sender(key=f"machine-of-{writer.address}")
    return post_comment(
        question=question, writer=writer, body=body, parent=parent, sender=sender
    ).comment
