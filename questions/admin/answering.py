"""An expert's screen for one letter, and what comes back when it is sent."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import time_format

from accounts.models import User
from questions.admin.buttons import ACTIONS, Action, Done, Screen, read_screen
from questions.admin.forms import AnswerForm
from questions.desk import beside, waiting_letters
from questions.forms import EXPIRED
from questions.rendering import render_expert_text

NOT_YOURS_NOW = "This letter is not waiting for your answer any more."
SIGNED_OUT = "You were signed out while you wrote."


def answer_letter(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse | None:
    """The screen, or what was done on it; None where the letter is not this expert's.

    A text that is sent to a letter which was taken away meanwhile is given back.
    """
    screen = read_screen(cast(User, request.user), pk)
    if screen is None:
        if request.method == "POST" and request.POST.get("body"):
            return _kept_text(request, site, NOT_YOURS_NOW, status=404)
        return None
    if request.method != "POST":
        return _page(request, screen, AnswerForm(initial=_initial(screen)), site)
    return _take(request, screen, site)


def _initial(screen: Screen) -> dict[str, Any]:
    answer = screen.answer
    return {} if answer is None else {"body": answer.body, "version": answer.version}


def _take(request: HttpRequest, screen: Screen, site: AdminSite) -> HttpResponse:
    form = AnswerForm(request.POST)
    if getattr(request, "form_expired", False):
        form.is_valid()
        form.add_error(None, EXPIRED)
    if not form.is_valid():
        return _refused(request, screen, form, site)
    if "_preview" in request.POST:
        return _page(request, screen, form, site, preview=form.cleaned_data["body"])
    try:
        done = _action(request)(screen, form.cleaned_data)
    except ValidationError as refusal:
        form.refuse(refusal)
        return _refused(request, screen, form, site)
    except PermissionDenied:
        return _kept_text(request, site, NOT_YOURS_NOW, status=403)
    if _wants_json(request):
        return _saved(done)
    messages.success(request, done.words)
    return HttpResponseRedirect(done.address, status=303)


def _action(request: HttpRequest) -> Action:
    """The pressed button; without any (a script's submit), the one that nobody else sees."""
    pressed = next((name for name in ACTIONS if name in request.POST), "_save_draft")
    return ACTIONS[pressed]


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _saved(done: Done) -> HttpResponse:
    """For the script that saves drafts: the version to go on from."""
    version = done.answer.version if done.answer else None
    at = time_format(timezone.localtime(), "H:i")
    return JsonResponse({"version": version, "message": f"Saved as a draft at {at}."})


def _refused(
    request: HttpRequest, screen: Screen, form: AnswerForm, site: AdminSite
) -> HttpResponse:
    if _wants_json(request):
        words = " ".join(str(word) for words in form.errors.values() for word in words)
        return JsonResponse({"message": words}, status=422)
    fresh = read_screen(screen.user, screen.question.pk)
    if fresh is None:
        return _kept_text(request, site, NOT_YOURS_NOW, status=404)
    return _page(request, fresh, form, site, status=422)


def _page(
    request: HttpRequest,
    screen: Screen,
    form: AnswerForm,
    site: AdminSite,
    *,
    preview: str | None = None,
    status: int = 200,
) -> HttpResponse:
    newer = screen.answer if form.has_error("__all__", "stale") else None
    others = screen.question.assignments.filter(handed_back_at=None).exclude(expert=screen.expert)
    colleagues = screen.question.answers.published().in_order().exclude(expert=screen.expert)
    context = {
        **site.each_context(request),
        "title": screen.question.title,
        "screen": screen,
        "question": screen.question,
        "answer": screen.answer,
        "form": form,
        # Whoever has seen the newer text may replace it; until then its version is not known here.
        "version": newer.version if newer else form["version"].value(),
        "newer": newer,
        "preview": None if preview is None else render_expert_text(preview),
        "colleagues": colleagues.select_related("expert"),
        "also_asked": others.select_related("expert"),
        "revisions": screen.answer.revisions.all() if screen.answer else [],
        "letters": beside(waiting_letters(screen.expert)["assigned"], screen.question),
    }
    return render(request, "admin/questions/question/answer.html", context, status=status)


def signed_out(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Somebody sends a text whose session has ended: it comes back, and can be sent again."""
    return _kept_text(request, site, SIGNED_OUT, status=403, again=True)


def _kept_text(
    request: HttpRequest, site: AdminSite, words: str, *, status: int, again: bool = False
) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": words,
        "body": request.POST.get("body", ""),
        "version": request.POST.get("version", ""),
        "again": again,
    }
    return render(request, "admin/questions/question/kept_text.html", context, status=status)
