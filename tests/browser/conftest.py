"""A real Chromium against a running server. Nothing off this machine is reached."""

import os
import shutil
from contextlib import contextmanager

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from playwright.sync_api import expect, sync_playwright

from tests.browser.people import DESK, PHONE

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    # Root, as in a container, may not make the sandbox.
    *(["--no-sandbox"] if os.getuid() == 0 else []),
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 20_000  # milliseconds; a busy machine may need them
expect.set_options(timeout=PATIENCE)


def pytest_itemcollected(item):
    # The server runs in a thread of its own, so it must see what the test has committed.
    item.add_marker(pytest.mark.browser)
    item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    """The system's Chromium; tests fail where it is missing, for they cannot say anything."""
    names = (os.environ.get("CHROMIUM", ""), *CHROMIUM_NAMES)
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("No Chromium was found; on Debian: apt install chromium.", pytrace=False)
    prepared = connections[DEFAULT_DB_ALIAS]
    with allowing_orm_beside_the_driver(), sync_playwright() as driver:
        # Beside the driver's event loop Django would open a second connection, which knows nothing
        # of the rows that every test starts from.
        connections[DEFAULT_DB_ALIAS] = prepared
        browser = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def allowing_orm_beside_the_driver():
    """The driver keeps an event loop in this thread, in which Django refuses to query."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        yield
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def visit(chromium, live_server):
    """visit(size=DESK, scripts=True): a new visitor's page; at the end none may have complained."""
    contexts, complaints = [], []

    def open_page(*, size=DESK, scripts=True, **options):
        context = chromium.new_context(
            base_url=live_server.url, viewport=size, java_script_enabled=scripts, **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        listen(page, live_server.url, complaints)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == [], "the browser complained"


def listen(page, site, complaints):
    """Note script errors, breaches of the content policy, server errors and foreign requests."""

    def on_console(message):
        # A form that comes back with 422 is reported as a failed resource too; it is none.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(f"console: {message.text}")

    def on_request(request):
        if not request.url.startswith((site, "data:", "about:", "blob:")):
            complaints.append(f"foreign request: {request.url}")

    def on_response(response):
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            complaints.append(f"{response.status}: {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", on_request)
    page.on("response", on_response)


@pytest.fixture
def page(visit):
    """One visitor at a desk."""
    return visit()


@pytest.fixture
def phone(visit):
    """One visitor with a phone."""
    return visit(size=PHONE, is_mobile=True, has_touch=True)
