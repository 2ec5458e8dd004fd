"""Probes: the process lives; the database and the cache answer. They tell nothing more."""

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    try:
        ready = database_is_ready() and cache_answers()
    except Exception:
        # Whatever a driver or a server can raise means the same to whoever asks: not ready.
        ready = False
    return HttpResponse(
        "ready" if ready else "not ready",
        content_type="text/plain",
        status=200 if ready else 503,
    )


def database_is_ready() -> bool:
    """The database answers and has every migration."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def cache_answers() -> bool:
    cache.set("readyz", "1", timeout=10)
    return bool(cache.get("readyz") == "1")
