"""Every route of the site, with the addresses at which tests ask for it.

A new route needs a row in ROWS: what its address is made from. Tests then ask for it as everybody.
"""

from django.contrib import admin
from django.urls import get_resolver, reverse

# What stands in the address of a route: nothing, or which of the site's rows, or a secret.
ROWS = {
    "healthz": "",
    "readyz": "",
    "robots": "",
    "sitemap": "",
    "accounts:index": "",
    "accounts:profile": "",
    "questions:home": "",
    "questions:questions": "",
    "questions:question_by_id": "question",
    "questions:question_feed": "question",
    "questions:comments": "question",
    "questions:question": "question and slug",
    "questions:topics": "",
    "questions:topic": "topic",
    "questions:topic_feed": "topic",
    "questions:experts": "",
    "questions:expert": "expert",
    "questions:search": "",
    "questions:feed": "",
    "questions:help": "",
    "questions:ask": "",
    "questions:similar": "",
    "questions:asked": "token of a letter",
    "questions:add_detail": "token of a letter",
    "questions:withdraw": "token of a letter",
    "questions:stop_asker_mail": "token of a letter",
    "questions:preview": "",
    "questions:comment": "comment",
    "questions:edit_comment": "comment",
    "questions:delete_comment": "comment",
    "questions:report": "comment",
    "questions:follow": "token of a follower",
    "questions:unfollow": "token of a follower",
    "questions:my_questions": "",
    "questions:my_comments": "",
    "questions:my_subscriptions": "",
    "questions:my_subscription": "subscription",
    "questions:my_data": "",
    "questions:my_data_file": "",
    "questions:moderation": "",
    "questions:decide": "comment",
    "questions:decide_many": "",
    "questions:decisions": "",
    "questions:undo": "",
    "questions:moderate_questions": "",
    "questions:moderate_question": "question",
    "questions:reports": "",
}
# These belong to packages, and have tests of their own beside the people's app and the desk.
ELSEWHERE = ("admin:", "account_", "mfa_", "usersessions_", "socialaccount_", "None")


def names(resolver=None, namespace=""):
    """The full names of all routes, from the table that the site itself uses."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found += names(pattern, inner)
        else:
            found.append(f"{namespace}{pattern.name}")
    return found


def addresses(site):
    """(name of the route, address) for every row of the site that a route can name."""
    arguments = {
        "": [[]],
        "question": [[question.pk] for question in site.questions],
        # Nobody knows the slug of a letter that is not public; a wrong one must not tell it.
        "question and slug": [
            [question.pk, question.slug if question.is_public else "x"]
            for question in site.questions
        ],
        "topic": [[topic.slug] for topic in site.topics],
        "expert": [[expert.slug] for expert in site.experts],
        "comment": [[comment.pk] for comment in site.comments],
        "subscription": [[subscription.pk] for subscription in site.subscriptions],
        "token of a letter": [[token] for token in site.letter_tokens],
        "token of a follower": [[token] for token in site.follower_tokens],
    }
    return [
        (name, reverse(name, args=args)) for name, kind in ROWS.items() for args in arguments[kind]
    ]


def admin_addresses():
    """Every list of the admin, and the page of every row of what people wrote."""
    found = [reverse("admin:index")]
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found.append(reverse(f"{base}_changelist"))
        if model._meta.app_label == "questions":
            pks = model._default_manager.values_list("pk", flat=True)
            found += [reverse(f"{base}_change", args=[pk]) for pk in pks]
    return found
