"""Who sends, and what was sent before: senders without addresses, and no letter stored twice."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.crypto import salted_hmac


@dataclass(frozen=True, slots=True)
class Sender:
    """What is known of the machine that sends a form; the address only as a keyed hash."""

    key: str = ""
    seconds_to_write: float | None = None
    honeypot_filled: bool = False


def address_key(address: str) -> str:
    """A keyed hash of a network address (IPv6 by its /64), with a key that changes each month."""
    import ipaddress

    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if ip.version == 6:
        ip = ipaddress.ip_network(f"{address}/64", strict=False).network_address
    month = timezone.now().strftime("%Y-%m")
    return salted_hmac(f"questions.sender.{month}", str(ip), algorithm="sha256").hexdigest()


def send_key(*parts: object) -> str:
    """One key for one sending of one text; a second press or a reload makes the same."""
    text = "\x1f".join(" ".join(str(part).split()) for part in parts)
    return salted_hmac("questions.send", text, algorithm="sha256").hexdigest()
