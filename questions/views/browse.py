"""Pages that everybody may read."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import ExpertProfile
from questions import policy, visitors
from questions.forms import CommentForm
from questions.limits import SEARCHES
from questions.models import Comment, Question, Topic
from questions.numbers import site_numbers
from questions.search import KINDS, search_site
from questions.structured import qa_page
from questions.threads import ThreadPage, Viewer, load_branch, load_page
from questions.views.http import count, page_number

Context = dict[str, Any]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = paginate(request, Question.objects.public().newest().for_lists(), per_page=10)
    newest = page.object_list[0] if page.number == 1 and page.object_list else None
    context = {
        "numbers": site_numbers(),
        "newest": newest,
        "page_obj": page,
        "experts": ExpertProfile.objects.active(),
        "topics": Topic.objects.with_answered_counts(),
    }
    return render(request, "questions/home.html", context)


def paginate(request: HttpRequest, rows: QuerySet[Any], per_page: int = 0) -> Page[Any]:
    """A page of rows; a number beyond the last gives the last."""
    paginator = Paginator(rows, per_page or policy.QUESTIONS_A_PAGE)
    return paginator.get_page(page_number(request))


@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    """Answered questions, newest first; by topic and by expert from the address."""
    topic = _chosen(Topic.objects.all(), request.GET.get("topic"))
    expert = _chosen(ExpertProfile.objects.all(), request.GET.get("expert"))
    rows = Question.objects.public().newest().for_lists()
    heading = "Answered questions"
    if topic is not None:
        rows, heading = rows.under(topic), topic.name
    if expert is not None:
        rows, heading = rows.answered_by(expert), f"Answered by {expert.display_name}"
    context = {
        "heading": heading,
        "page_obj": paginate(request, rows),
        "topic": topic,
        "expert": expert,
        "topics": Topic.objects.with_answered_counts(),
    }
    return render(request, "questions/list.html", context)


def _chosen(rows: QuerySet[Any], slug: str | None) -> Any:
    # PostgreSQL refuses to compare with a zero byte; no slug holds one, so a space finds none.
    return get_object_or_404(rows, slug=slug.replace("\x00", " ")) if slug else None


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    context = {"topics": Topic.objects.with_answered_counts()}
    return render(request, "questions/topics.html", context)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Topic, slug=slug)
    rows = Question.objects.public().under(found).newest().for_lists()
    context = {
        "heading": found.name,
        "topic": found,
        "expert": None,
        "page_obj": paginate(request, rows),
        "topics": Topic.objects.with_answered_counts(),
    }
    return render(request, "questions/list.html", context)


@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    context = {"experts": ExpertProfile.objects.active().prefetch_related("topics")}
    return render(request, "questions/experts.html", context)


@require_safe
def expert(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(ExpertProfile.objects.prefetch_related("topics"), slug=slug)
    rows = Question.objects.public().answered_by(found).newest().for_lists()
    context = {"expert": found, "page_obj": paginate(request, rows)}
    return render(request, "questions/expert.html", context)


@require_safe
def question(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """One question: the letter, the experts' answers, the thread."""
    found = get_object_or_404(Question.objects.public().select_related("topic"), pk=pk)
    if slug != found.slug:
        query = request.META.get("QUERY_STRING", "")
        address = found.get_absolute_url() + (f"?{query}" if query else "")
        return redirect(address, permanent=True)
    form = CommentForm(question=found, user=request.user)
    context = question_context(request, found, form)
    context["structured"] = qa_page(found, context["answers"], context["thread"])
    return render(request, "questions/detail.html", context)


def question_context(request: HttpRequest, found: Question, form: CommentForm) -> Context:
    """Everything that the page of a question shows; the same again when a reply is refused."""
    viewer = viewer_of(request)
    newest_first = request.GET.get("sort") == "newest"
    thread = _thread(request, found, viewer, newest_first=newest_first)
    beside = Question.objects.public().filter(topic=found.topic_id)
    older = list(beside.older_than(found)[:4])
    return {
        "question": found,
        "answers": found.answers.published().in_order().select_related("expert"),
        "side_by_side": request.GET.get("answers") == "side-by-side",
        "thread": thread.nodes,
        "thread_page": thread,
        "newest_first": newest_first,
        "response_count": thread.response_count,
        "form": form,
        "previous": older[0] if older else None,
        "next": beside.newer_than(found).first(),
        "related": older[1:],
    }


def _thread(
    request: HttpRequest, found: Question, viewer: Viewer, *, newest_first: bool
) -> ThreadPage:
    """A page of the thread, or a further part of one of its long branches."""
    branch, number, now = request.GET.get("branch", ""), page_number(request), timezone.now()
    if branch.isdecimal() and len(branch) < 18:
        root = get_object_or_404(Comment.objects.filter(question=found).roots(), pk=branch)
        return load_branch(root, viewer=viewer, number=number, now=now)
    return load_page(found, viewer=viewer, number=number, newest_first=newest_first, now=now)


def viewer_of(request: HttpRequest) -> Viewer:
    user = request.user
    pk = None if isinstance(user, AnonymousUser) else user.pk
    return Viewer(user_pk=pk, own=visitors.own_comments(request))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Any input answers 200; nothing typed shows the empty form."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[: policy.SEARCH_LENGTH]
    kind = request.GET.get("kind", "")
    if query:
        count(request, "search", SEARCHES)
    results = search_site(query, kind=kind if kind in KINDS else "")
    context = {"query": query, "results": results, "kind": results.kind, "kinds": KINDS}
    return render(request, "questions/search.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How it works, the rules, privacy, and whom to write to."""
    editors = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return render(request, "questions/help.html", {"contact_email": editors})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    closed = ["/admin/", "/accounts/", "/moderation/", "/search/", "/ask/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {sitemap}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def visible_comment(request: HttpRequest, pk: int) -> Comment:
    """A comment that this visitor may see on a public page, or 404."""
    comment = get_object_or_404(
        Comment.objects.on_public_questions().select_related("question", "author", "expert"), pk=pk
    )
    if comment.is_approved or (comment.is_held and viewer_of(request).owns(comment)):
        return comment
    if comment.replies.approved().exists():  # its tombstone still stands in the thread
        return comment
    raise Http404
