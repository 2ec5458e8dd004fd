"""Every state of every page, as somebody meets it: who asks for it, where, and what was sent."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

LETTER = {
    "title": "My knees hurt downhill",
    "body": "I run **four** times a week.\n\nOn the way down my knees hurt.",
    "name": "Paula Marsh",
    "location": "Dallas, TX",
    "email": "paula@letters.example",
    "signature_style": "first_name",
}


@dataclass(frozen=True)
class State:
    """A page; with `sent` it is what comes back from a form that stands on the page `on`."""

    name: str
    path: str
    sent: dict[str, Any] | None = None
    on: str = ""
    status: int = 200


def reading(site):
    deep = site.letters["deep"].get_absolute_url()
    return [
        State("front", "/"),
        State("list", "/questions/"),
        State("list of a topic", "/topics/running/"),
        State("list without letters", "/topics/shoes/"),
        State("list of an expert", "/questions/?expert=ada-holm"),
        State("question with a deep thread", deep),
        State("newest first", f"{deep}?sort=newest"),
        State("answers side by side", f"{deep}?answers=side-by-side"),
        State("question without responses", site.letters["quiet"].get_absolute_url()),
        State("question with responses closed", site.letters["closed"].get_absolute_url()),
        State("topics", "/topics/"),
        State("experts", "/experts/"),
        State("expert", "/experts/ada-holm/"),
        State("search", "/search/"),
        State("search with hits", "/search/?q=knee"),
        State("search without hits", "/search/?q=zqx"),
        State("help", "/help/"),
        State("not found", "/nothing-here/", status=404),
    ]


def asking(site):
    def own_page(name):
        return site.letters[name].get_asker_url()

    submitted = own_page("submitted")
    return [
        State("ask", "/ask/"),
        State("ask with errors", "/ask/", {"email": "paula"}, status=422),
        State("ask, preview", "/ask/", {**LETTER, "preview": "1"}),
        State("asked, received", submitted),
        State("asked, assigned", own_page("new")),
        State("asked, answered", own_page("deep")),
        State("asked, declined", own_page("declined")),
        State("asked, withdrawn", own_page("withdrawn")),
        State("asked, empty detail", f"{submitted}detail/", {"detail": ""}, submitted, 422),
    ]


def responding(site):
    comments = reverse("questions:comments", args=[site.letters["deep"].pk])
    report = reverse("questions:report", args=[site.comment.pk])
    wrong = {"body": " ", "email": "x", "website": "x", "parent": str(site.comment.pk)}
    return [
        State("response", comments),
        State("reply", f"{comments}?parent={site.comment.pk}"),
        State("reply with errors", comments, wrong, status=422),
        State("report", report),
        State("report with errors", report, {"reason": ""}, status=422),
        State("follow", reverse("questions:follow", args=[site.subscription.token])),
        State("stop following", reverse("questions:unfollow", args=[site.subscription.token])),
    ]


def entering(site):
    wrong = {"login": "x", "password": ""}
    return [
        State("sign in", "/accounts/login/"),
        State("sign in with errors", "/accounts/login/", wrong),
        State("sign up", "/accounts/signup/"),
        State("sign up with errors", "/accounts/signup/", {"email": "x", "password1": "x"}),
        State("sign in by code", "/accounts/login/code/"),
        State("password forgotten", "/accounts/password/reset/"),
    ]


def belonging(site):
    """For the reader with an account."""
    own = [reverse(f"questions:{name}_comment", args=[site.own.pk]) for name in ("edit", "delete")]
    return [
        State("question, with an account", site.letters["deep"].get_absolute_url()),
        State("edit a response", own[0]),
        State("edit it to nothing", own[0], {"body": ""}, status=422),
        State("delete a response", own[1]),
        State("ask, with an account", "/ask/"),
        State("own letter", site.letters["own"].get_asker_url()),
        State("profile", "/accounts/profile/"),
        State("profile with errors", "/accounts/profile/", {"name": "Dr. Ada Holm"}, status=422),
        State("own letters", "/accounts/questions/"),
        State("own responses", "/accounts/comments/"),
        State("mail about replies", "/accounts/subscriptions/"),
        State("a copy of the data", "/accounts/data/"),
        State("email", "/accounts/email/"),
        State("second factor", "/accounts/2fa/"),
        State("sessions", "/accounts/sessions/"),
        State("sign out", "/accounts/logout/"),
        State("refused", "/moderation/", status=403),
    ]


def moderating(site):
    def letter(name):
        return reverse("questions:moderate_question", args=[site.letters[name].pk])

    return [
        State("workbench", "/moderation/"),
        State("workbench, reported", "/moderation/?tab=reported"),
        State("workbench, spam", "/moderation/?tab=spam"),
        State("workbench, live", "/moderation/?tab=recent"),
        State("workbench, nothing found", "/moderation/?q=zqx"),
        State("workbench, just done", f"/moderation/?done={site.decision.pk}"),
        State("letters", "/moderation/questions/"),
        State("letters with experts", "/moderation/questions/?tab=assigned"),
        State("letter", letter("submitted")),
        State("letter with an expert", letter("late")),
        State("letter with errors", letter("submitted"), {"action": "assign"}, status=422),
        State("letter, no reason", letter("submitted"), {"action": "decline"}, status=422),
        State("decisions", "/moderation/decisions/"),
    ]


def answering(site):
    def desk(name):
        return reverse("admin:questions_question_change", args=[site.letters[name].pk])

    look = {"body": "Shorten your **step**.", "_preview": "1"}
    older = {"body": "Another text.", "version": "0", "_save_draft": "1"}
    return [
        State("desk", "/admin/"),
        State("desk, late", "/admin/?show=overdue"),
        State("desk, drafts", "/admin/?show=drafts"),
        State("desk, answered", "/admin/?show=answered"),
        State("desk’s letter", desk("new")),
        State("desk’s letter with a draft", desk("draft")),
        State("desk’s letter, answered", desk("deep")),
        State("desk, nothing written", desk("new"), {"_publish": "1"}, status=422),
        State("desk, preview", desk("new"), look),
        State("desk, two texts", desk("draft"), older, status=422),
        State("desk, letter taken away", desk("submitted"), look, desk("new"), status=404),
    ]


def owning(site):
    people = reverse("admin:accounts_user_changelist")
    return [
        State("administration", "/admin/"),
        State("people", people),
        State("one of them", reverse("admin:accounts_user_change", args=[site.reader.pk])),
        State("a topic", reverse("admin:questions_topic_change", args=[site.topic.pk])),
        State("all letters", reverse("admin:questions_question_changelist")),
        State("mail queue", reverse("admin:questions_outboxmail_changelist")),
    ]


# By who is there: None is a guest.
WALKS = {
    "reading": (None, reading),
    "asking": (None, asking),
    "responding": (None, responding),
    "entering": (None, entering),
    "belonging": ("reader", belonging),
    "moderating": ("moderator", moderating),
    "answering": ("expert", answering),
    "owning": ("owner", owning),
}


def person(site, role):
    found = getattr(site, role)
    return getattr(found, "user", found)
