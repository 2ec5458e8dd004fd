"""Small words of seven languages: enough to tell which one a text is in, and what it is about.

No signal counts a language against anybody. The guess only keeps comparisons fair: a French
comment under an English article shares no words with it, and that says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

_SMALL_WORDS = {
    "en": "the and to of is it that for with was but have this are you my on not be at as had "
    "from they i we so if when your has were been would about there after what just no do or "
    "im ive dont an by can me her his which will than then too more some very out up how did",
    "de": "und der die das ich ist nicht ein eine mit auch zu den es auf fur von war habe aber "
    "sich bei wie mir so noch nach hat dem im mich sind man bin nur wenn oder als aus des wir "
    "uber mein meine sie er dass schon seit mal kann vor doch sehr einen einem",
    "fr": "le la les et de des un une je est que pas pour dans du en ce qui ai avec sur mais au "
    "plus ne il vous j c a on mon ma mes par nous si sont ou ca tres bien fait cette suis etait "
    "depuis elle aussi votre merci sans avoir",
    "es": "el la los las y de que en un una es no por con para mi me se lo del al como pero muy "
    "su he mas yo si ha este esta cuando sin tambien fue hace desde le nos son porque estoy tengo "
    "gracias era hay ya",
    "pt": "o a os as e de que em um uma nao por com para meu minha me se do da no na dos das mas "
    "muito eu como mais foi esta isso ao ja tambem quando sem sou tenho obrigado obrigada voce "
    "ha pelo pela nos ele ela estou faz",
    "it": "il lo la gli le e di che un una non per con mi si del della dei al ma molto io come "
    "piu sono ho ha questo questa quando senza anche era da nel nella grazie mio mia se ci dopo "
    "fa hanno o alla dal",
    "nl": "de het een en van ik is niet dat met op voor te in maar ook zijn er bij naar heb die "
    "je mijn was aan als om dan nog wel had of zo geen na door over uit heeft weer al kan meer "
    "wat mij ben deze",
}
_SETS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_ALL = frozenset().union(*_SETS.values())
# Small words of every language but English: they tell the language, and that must not count.
FOREIGN_SMALL_WORDS = _ALL - _SETS["en"]
STEM = 6
_FEWEST_WORDS = 4


def language_of(words: Sequence[str]) -> str:
    """Return the language whose small words a text uses most; empty where that is unclear."""
    words = words[:400]
    counts = {language: sum(word in small for word in words) for language, small in _SETS.items()}
    first, second = sorted(counts.values(), reverse=True)[:2]
    if len(words) < _FEWEST_WORDS or first < max(2, 0.15 * len(words)) or first - second < 1:
        return ""
    return max(counts, key=lambda language: counts[language])


def small_words(language: str) -> frozenset[str]:
    """Return the small words of a language."""
    return _SETS.get(language, frozenset())


def content_words(words: Sequence[str]) -> frozenset[str]:
    """Return what a text is about: its longer words that no language uses as small change."""
    return frozenset(
        word[:STEM] for word in words if len(word) >= 4 and word not in _ALL and word.isalpha()
    )
