"""Names: cleaned of what one cannot see, and compared so that nobody can imitate an expert."""

import re
import unicodedata

from accounts.models import ExpertProfile

# Controls, format characters (which include bidirectional ones), private and unassigned signs.
_INVISIBLE = {"Cc", "Cf", "Co", "Cn", "Cs"}
# Cyrillic and Greek letters that look like Latin ones, in lower case.
_LOOK_ALIKES = str.maketrans(
    "абвгдеёзіјклмнопрстуухыьѕԁһαβγεικνορτυχω0134578|",
    "abbrdeeeijklmhonpctyyxblsdhabyeiknoptuxwoleastbl",
)
_TITLES = {"dr", "prof", "doctor", "professor", "coach", "mr", "mrs", "ms"}


def clean_name(name: str) -> str:
    """One line, NFC, without invisible characters."""
    kept = "".join(c if unicodedata.category(c) not in _INVISIBLE else " " for c in name)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def skeleton(name: str) -> list[str]:
    """The words of a name when case, accents, dots and look-alike letters are set aside."""
    visible = "".join(c for c in name if unicodedata.category(c) not in _INVISIBLE)
    plain = unicodedata.normalize("NFKD", visible).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LOOK_ALIKES)
    return re.findall(r"[a-z]+", plain.replace(".", " "))


def reads_like(name: str, taken: str) -> bool:
    """Whether two names read the same. Titles count only where little else is left:
    "Mark" is not "Dr. Mark", but "Ada Holm" is "Dr. Ada Holm".
    """
    mine, theirs = skeleton(name), skeleton(taken)
    if not mine or not theirs:
        return False
    if "".join(mine) == "".join(theirs):
        return True
    bare = [word for word in theirs if word not in _TITLES]
    own = [word for word in mine if word not in _TITLES]
    return len(bare) > 1 and "".join(own) == "".join(bare)


def is_an_experts_name(name: str, *, besides: ExpertProfile | None = None) -> bool:
    """Whether a name reads like the shown or known-as name of any expert, past ones too.

    `besides` is the expert who may bear it.
    """
    others = ExpertProfile.objects.exclude(pk=besides.pk if besides is not None else 0)
    pairs = others.values_list("display_name", "known_as")
    return any(reads_like(name, taken) for pair in pairs for taken in pair if taken)
