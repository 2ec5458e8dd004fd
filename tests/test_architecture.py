"""The rooms of the house: who may know whom, and the few places that are trusted with more.

The code is read, not run: an import inside a function or for types alone counts as well.
"""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("accounts", "experts_site", "questions")
HTTP = (
    "django.http",
    "django.shortcuts",
    "django.views",
    "django.contrib.messages",
    "django.template.response",
)
SCREENS = (
    "questions.views",
    "questions.forms",
    "questions.urls",
    "questions.admin",
    "questions.feeds",
    "questions.templatetags",
    "questions.management",
)

# room: what it must not know, nor anything below that.
MUST_NOT_KNOW = {
    "accounts": ("questions", "experts_site"),
    "accounts.models": (*HTTP, "django.forms", "accounts.views", "accounts.forms", "allauth"),
    "accounts.roles": (*HTTP, "accounts.views", "accounts.forms"),
    "questions": ("experts_site",),
    "questions.models": (
        *HTTP,
        *SCREENS,
        "django.forms",
        "questions.services",
        "questions.mail",
        "questions.spam",
        "questions.rendering",
    ),
    "questions.policy": (*HTTP, *SCREENS, "questions.services", "questions.mail"),
    "questions.threads": (*HTTP, *SCREENS, "questions.services", "questions.mail"),
    "questions.rendering": (
        *HTTP,
        *SCREENS,
        "questions.models",
        "questions.services",
        "questions.mail",
    ),
    "questions.services": (*HTTP, *SCREENS, "django.forms"),
    "questions.mail": (*HTTP, *SCREENS, "questions.services"),
    "questions.wordpress": (*HTTP, *SCREENS),
    "questions.demo": (*HTTP, *SCREENS),
    "questions.spam": ("django", "accounts", "experts_site"),
    "questions.forms": ("questions.views", "questions.urls", "questions.admin"),
    "questions.templatetags": ("questions.views", "questions.services", "questions.admin"),
    "questions.management": ("questions.views", "questions.urls", "questions.admin"),
    "questions.views": ("questions.admin", "questions.urls", "questions.management"),
    "experts_site.settings": ("accounts", "questions"),
    "experts_site.env": ("accounts", "questions"),
}

# Whoever needs another place here explains to the reader why its HTML cannot carry a visitor's.
MAY_MARK_SAFE = {"questions/rendering.py"}
TRUST = "questions.rendering.trusted"
MAY_TRUST = {"questions/structured.py", "questions/templatetags/forum.py"}
MAY_READ_ENVIRONMENT = {"experts_site/env.py", "experts_site/wsgi.py", "manage.py"}


def module_of(path):
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources():
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    assert len(paths) > 30, "the packages were not found"
    return paths


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports_of(path):
    """Every name that a module imports, as 'package.module' and 'package.module.name'."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import hides its room"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def lies_in(name, room):
    return name == room or name.startswith(f"{room}.")


def modules_in(room):
    return [path for path in sources() if lies_in(module_of(path), room)]


@pytest.mark.parametrize("room", MUST_NOT_KNOW)
def test_a_room_does_not_know_the_rooms_above_it(room):
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules_in(room)
        if "migrations" not in path.parts
        for line, name in imports_of(path)
        if any(lies_in(name, above) for above in MUST_NOT_KNOW[room])
    ]
    assert wrong == []


def test_every_room_named_here_exists():
    assert [room for room in MUST_NOT_KNOW if not modules_in(room)] == []


def test_accounts_names_no_model_of_questions():
    named = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules_in("accounts")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"questions[._][A-Za-z]", node.value)
    ]
    assert named == []


def test_the_filter_needs_nothing_but_python():
    foreign = {
        name.split(".")[0]
        for path in modules_in("questions.spam")
        for _, name in imports_of(path)
        if not lies_in(name, "questions.spam")
    }
    assert foreign <= sys.stdlib_module_names


def test_the_filter_can_be_imported_without_django():
    look = "import sys, questions.spam; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], cwd=ROOT, check=False).returncode == 0


def names_used(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.alias):
            yield node.lineno, node.name.split(".")[-1]
        elif isinstance(node, ast.FunctionDef):
            yield node.lineno, node.name


def files_using(names):
    return {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        for _, name in names_used(path)
        if name in names
    }


def calls_in(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield node, getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_html_is_marked_safe_in_one_place():
    assert files_using({"mark_safe", "html_safe", "__html__", "SafeText"}) <= MAY_MARK_SAFE
    trusting = [path for path in sources() for _, name in imports_of(path) if name == TRUST]
    assert {path.relative_to(ROOT).as_posix() for path in trusting} <= MAY_TRUST
    makers = [path for path in sources() for _, name in calls_in(path) if name == "SafeString"]
    assert makers == []


def test_pages_print_as_html_only_what_the_renderer_made():
    printed = [
        (path.relative_to(ROOT).as_posix(), value)
        for path in templates()
        for value in re.findall(r"([\w.]+)\s*\|\s*rendered\b", path.read_text(encoding="utf-8"))
    ]
    assert printed
    assert [value for _, value in printed if not value.endswith(("body_html", "bio_html"))] == []


def test_only_literal_text_is_a_pattern_for_html():
    patterns = {"format_html": 1, "format_html_join": 2}
    loose = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        for node, name in calls_in(path)
        if not all(isinstance(arg, ast.Constant) for arg in node.args[: patterns.get(name, 0)])
    ]
    assert loose == []


def test_filters_do_not_claim_to_be_safe():
    claims = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.keyword) and node.arg in {"is_safe", "allow_tags"}
    ]
    assert claims == []


def test_code_asks_the_settings_not_the_environment():
    assert files_using({"environ", "getenv"}) <= MAY_READ_ENVIRONMENT


def templates():
    """Every page's template; a mail reader knows no sheets, so mails carry their style."""
    pages = [path for path in (ROOT / "templates").rglob("*.html") if path.parent.name != "mail"]
    assert len(pages) > 10, "the templates were not found"
    return sorted(pages)


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("marks text as safe", r"\|\s*safe(seq)?\b|autoescape\s+off"),
        ("carries a script", r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")"),
        ("carries a style", r"<style|\sstyle\s*="),
        ("carries a handler", r"\son[a-z]+\s*=\s*[\"']"),
        ("carries a script address", r"javascript:"),
        ("loads from elsewhere", r"(?:src|srcset|action)\s*=\s*[\"']\s*(?:https?:)?//"),
        ("loads a sheet from elsewhere", r"<link[^>]+href\s*=\s*[\"']\s*(?:https?:)?//"),
    ],
)
def test_no_template(what, pattern):
    wrong = [
        f"{path.relative_to(ROOT)} {what}: {found.group(0)}"
        for path in templates()
        if (found := re.search(pattern, path.read_text(encoding="utf-8"), re.IGNORECASE))
    ]
    assert wrong == []


def test_no_sheet_or_script_reaches_elsewhere():
    reach = re.compile(r"(?:url\(|@import|import\s|fetch\()\s*[\"']?\s*(?:https?:)?//")
    files = [path for kind in ("css", "js") for path in (ROOT / "static").rglob(f"*.{kind}")]
    assert files
    assert [str(path) for path in files if reach.search(path.read_text(encoding="utf-8"))] == []


def test_a_script_imports_no_other():
    imports = re.compile(r"^\s*import\b|\bimport\s*\(|^\s*export\s.*\bfrom\b", re.MULTILINE)
    files = sorted((ROOT / "static").rglob("*.js"))
    assert files
    assert [str(path) for path in files if imports.search(path.read_text(encoding="utf-8"))] == []
