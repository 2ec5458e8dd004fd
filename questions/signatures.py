"""How an asker is shown: initials or a first name, and a town; never the full name."""

from questions.models import Question

Style = Question.SignatureStyle


def make_signature(name: str, location: str, style: str) -> str:
    """The line under a letter, such as "L.K., Aarhus, Denmark" or "Lena, Aarhus, Denmark"."""
    shown = "Anonymous"
    if style == Style.INITIALS:
        shown = initials(name) or shown
    elif style == Style.FIRST_NAME:
        shown = first_name(name) or shown
    return ", ".join(part for part in (shown, location.strip()) if part)


def initials(name: str) -> str:
    """ "Imke Vos" → "I.V."; what is initials already ("P. M.", "PM") stays so."""
    words = name.replace(".", " ").replace("-", " ").split()
    if len(words) == 1 and words[0].isupper() and len(words[0]) <= 3:
        words = list(words[0])
    return "".join(f"{word[0].upper()}." for word in words if word[0].isalnum())


def first_name(name: str) -> str:
    """The first word, unless that is only a letter with a dot."""
    words = name.split()
    return words[0] if words and len(words[0].rstrip(".")) > 1 else initials(name)


def choices(name: str, location: str) -> list[tuple[str, str]]:
    """Each style with the signature that it makes."""
    return [(style.value, make_signature(name, location, style)) for style in Style]
