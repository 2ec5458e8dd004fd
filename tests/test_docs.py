"""What README and its neighbours say exists: commands, settings, files."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
# The settings that other people's scripts rely on.
PROMISED = {
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "SITE_NAME",
    "SITE_URL",
    "DEFAULT_FROM_EMAIL",
}
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def documents():
    return [
        ROOT / "README.md",
        ROOT / "ARCHITECTURE.md",
        *sorted((ROOT / "docs").rglob("*.md")),
    ]


def variables_read():
    """The names in the settings' calls of env_str("NAME"), env_bool("NAME"), …"""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(read("experts_site/settings.py")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id.startswith("env_")
    }


def variables_in_readme():
    """The first cells of README's table of settings: | `NAME` | … |"""
    return set(re.findall(r"^\|\s*`([A-Z][A-Z0-9_]+)`", read("README.md"), re.MULTILINE))


def test_readme_and_settings_name_the_same_variables():
    assert variables_in_readme() == variables_read()


def test_the_promised_variables_are_read():
    assert variables_read() >= PROMISED


def test_tests_forget_every_variable():
    """`make test` must not see what the shell exports for a real site."""
    forgotten = re.search(r"unset ((?:.|\\\n)+?)\n}", read(".ci/lib")).group(1)
    assert set(re.findall(r"\w+", forgotten)) >= variables_read()


def code_in(path):
    """Fenced blocks and `code`, where commands and paths stand."""
    text = path.read_text(encoding="utf-8")
    return "\n".join(FENCED.findall(text) + re.findall(r"`([^`\n]+)`", FENCED.sub("", text)))


def targets():
    return set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_commands_in_a_document_exist(path):
    code = code_in(path)
    assert set(re.findall(r"\bmake ([a-z-]+)", code)) <= targets()
    assert set(re.findall(r"manage\.py ([a-z_]+)", code)) <= set(get_commands())


def test_readme_shows_the_two_commands():
    code = code_in(ROOT / "README.md")
    assert "make run" in code
    assert "make test" in code


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_links_in_a_document_lead_somewhere(path):
    links = re.findall(r"\]\(([^)\s]+)", FENCED.sub("", path.read_text(encoding="utf-8")))
    here = [link.split("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    assert [link for link in here if not (path.parent / link).exists()] == []


def test_paths_in_the_map_of_the_house_exist():
    paths = re.findall(
        r"`((?:accounts|questions|experts_site|templates|static|tests|docs)/[^`\s]*)`",
        read("ARCHITECTURE.md"),
    )
    assert paths
    assert [path for path in paths if not list(ROOT.glob(path.rstrip("/")))] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_requirements_are_exact_and_name_no_index(name):
    lines = [line for line in read(name).splitlines() if line and not line.lstrip().startswith("#")]
    assert lines
    assert [line for line in lines if not re.match(r"[\w.\[\],-]+==[\w.]+( ;.*)?$", line)] == []


def test_both_sets_of_requirements_agree():
    def pins(name):
        return dict(re.findall(r"^([\w.-]+)==([\w.]+)", read(name), re.MULTILINE))

    site, tests = pins("requirements.txt"), pins("requirements-test.txt")
    shared = site.keys() & tests.keys()
    assert shared
    assert {name: tests[name] for name in shared} == {name: site[name] for name in shared}
