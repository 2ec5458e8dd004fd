import pytest

from questions.spam import fingerprint
from questions.spam.text import (
    HEAD,
    TAIL,
    clip,
    fold,
    is_unspeakable,
    plain_word,
    reading_length,
    unspaced_words,
    whole_words_of,
    words_of,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("v\u200bi\u200bagra", "viagra"),
        ("саsino", "casino"),  # two Cyrillic letters
        ("\U0001d401\U0001d42e\U0001d432 now", "Buy now"),
        ("ｓａｌｅ", "sale"),
        ("so\u00adft", "soft"),
    ],
)
def test_disguised_words_are_read_as_they_look_and_counted(written, read):
    folded = fold(written)
    assert folded.text == read
    assert folded.disguises >= 1


@pytest.mark.parametrize(
    "honest",
    ["Привет, как дела?", "το γόνατό μου", "Knöchel", "👩‍👩‍👧 family", "µg or β-carotene", "naïve"],
)
def test_honest_letters_of_any_script_are_no_disguise(honest):
    assert fold(honest).disguises == 0


def test_a_cyrillic_word_stays_cyrillic():
    assert fold("сон").text == "сон"


def test_apostrophes_join_english_and_part_romance_words():
    assert words_of("don't I've l'eau j'ai") == ["dont", "ive", "l", "eau", "j", "ai"]


def test_accents_do_not_part_words_from_their_phrases():
    assert words_of("Größe déjà œuf") == ["grosse", "deja", "oeuf"]


def test_words_set_apart_are_put_together():
    assert unspaced_words("play c a s i n o now") == ["casino"]
    assert unspaced_words("I, a b") == []


def test_a_long_text_is_read_by_its_head_and_its_tail():
    text = "a" * HEAD + "b" * 9_000 + "c" * TAIL
    clipped = clip(text)
    assert clipped.startswith("a" * HEAD)
    assert clipped.endswith("c" * TAIL)
    assert "b" not in clipped


def test_copies_share_a_fingerprint_whatever_their_signs_and_links():
    first = "Thank you, this helped! https://a.example/x"
    assert fingerprint(first) == fingerprint("thank you  this HELPED www.b.example")
    assert fingerprint(first) != fingerprint("Thank you, this did not help")
    assert len(fingerprint("")) == 64


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("友達追加", ["友", "達", "追", "加"]),
        ("サプリを試す", ["サフリ", "を", "試", "す"]),
        ("Garmin 使う", ["garmin", "使", "う"]),
        ("شكرًا جدّاً مجـــاني", ["شكرا", "جدا", "مجاني"]),
        ("무릎이 아파요", ["무릎이", "아파요"]),
    ],
)
def test_words_of_scripts_without_blanks_or_with_marks(text, words):
    assert words_of(text) == [plain_word(word) for word in words]


def test_two_signs_of_an_unspaced_script_are_read_as_one_word():
    assert reading_length(words_of("友達追加")) == 2
    assert reading_length(words_of("a friend of サプリ")) == 4


@pytest.mark.parametrize("word", ["bknvzxqrt", "dtqwvrl"])
def test_nobody_could_say_a_row_of_consonants(word):
    assert is_unspeakable(word)


@pytest.mark.parametrize(
    "word", ["kuhlschrank", "fortschritt", "przychodnia", "rhythms", "herzschlag"]
)
def test_words_of_any_language_can_be_said(word):
    assert not is_unspeakable(word)


def test_marks_belong_to_the_words_of_a_name():
    assert len(whole_words_of("डॉ. रश्मि त्रिपाठी")) == 3
    assert whole_words_of("ב־50 שקל") == ["ב", "50", "שקל"]
