"""Strict readers for the environment: a value they do not understand stops the start."""

import os
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_READER = environ.Env()
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}
MIN_SECRET_LENGTH = 50
MIN_SECRET_VARIETY = 5


def env_str(name: str, default: str = "") -> str:
    """The variable without surrounding space, or the default when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, *, default: bool) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    word = raw.strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={raw!r} is neither yes nor no; use 1 or 0.")


def env_int(name: str, *, default: int) -> int:
    raw = env_str(name)
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={raw!r} is not a whole number.") from None


def env_list(name: str, *, default: list[str]) -> list[str]:
    """A comma-separated list; empty parts are dropped."""
    raw = os.environ.get(name)
    return default if raw is None else [part.strip() for part in raw.split(",") if part.strip()]


def env_secret(name: str, *, development: str, debug: bool) -> str:
    """A secret that must be long and varied unless the site runs for development."""
    secret = env_str(name)
    if debug:
        return secret or development
    if not secret:
        raise ImproperlyConfigured(
            f"{name} is not set. With DEBUG=0 the site needs a secret of its own, at least "
            f"{MIN_SECRET_LENGTH} random characters."
        )
    if len(secret) < MIN_SECRET_LENGTH or len(set(secret)) < MIN_SECRET_VARIETY:
        raise ImproperlyConfigured(
            f"{name} is too weak: use at least {MIN_SECRET_LENGTH} random characters."
        )
    return secret


def env_database(name: str, *, default: str) -> dict[str, object]:
    """A database address such as postgres://user:password@host/name or sqlite:///path."""
    url = env_str(name, default)
    try:
        config: dict[str, object] = dict(_READER.db_url_config(url))
    except Exception as error:
        raise ImproperlyConfigured(f"{name} is not a database address: {error}") from error
    if not config.get("ENGINE"):
        raise ImproperlyConfigured(f"{name}: unknown kind of database in {url.split(':')[0]!r}.")
    return config


def env_email(name: str, *, default: str) -> dict[str, object]:
    """A mail address such as smtp+tls://user:password@host:587 or consolemail://."""
    url = env_str(name, default)
    try:
        return dict(_READER.email_url_config(url))
    except Exception as error:
        raise ImproperlyConfigured(f"{name} is not a mail server's address: {error}") from error


def env_url(name: str, *, default: str) -> str:
    """An http or https address without a trailing slash."""
    url = env_str(name, default).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ImproperlyConfigured(f"{name}={url!r} is not an address like https://example.org.")
    return url
