"""What may be a product's name, and what is none: known words, people, places, slips."""

import pytest

from questions.spam import Post
from questions.spam.reading import Reading
from questions.spam.signals import findings


def names_in(text, **about):
    return [name.written for name in Reading(Post(text=text, **about)).unknown_names]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I sleep again since I take Magnorel every night.", "Magnorel"),
        ("We bought the HeelMate and it was worth it.", "HeelMate"),
        ("Depuis que je prends l'Airlune je dors bien.", "Airlune"),
        ("Seit Nidorel ist das vorbei, sagt meine Frau.", "Nidorel"),
        ("Dampgone wiped it off in a day.", "Dampgone"),
    ],
)
def test_a_name_that_nobody_knows_is_found(text, name):
    assert name in names_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "In March we moved from Lisbon to Zurich with Anna.",
        "The Tibialis Posterior refers pain to the Achillies tendon.",
        "Hi Thandeka and Wolfram, well done on the walk!",
        "Mein Hausarzt meinte am Montag, das Knie brauche Geduld.",
        "I tried Garmin and Strava before.",
        "THIS IS GREAT NEWS FOR ALL",
        "I'd say so. I'll try.",
    ],
)
def test_known_words_people_slips_and_shouting_are_no_names(text):
    assert names_in(text) == []


def test_what_the_page_or_its_writer_names_is_no_discovery():
    text = "The plan of Ossimend helped me too."
    assert names_in(text) == ["Ossimend"]
    assert names_in(text, article_text="Is Ossimend any good?") == []
    assert names_in(text, author_name="Ossimend") == []


def test_places_of_names_count_the_words_of_the_text():
    reading = Reading(Post(text="It isn't l'eau that helped but Magnorel, twice."))
    (name,) = reading.unknown_names
    assert reading.words[name.at] == "magnorel"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("We had it done by Quiet Harbour Gutters last week.", ["Quiet Harbour Gutters"]),
        ("I met her in New York last week.", []),
        ("It was in a book by Janet Travell MD once.", []),
        ("My calves have ached since the Windy Fen Half in May.", []),
        ("Ich habe es von Glutnest gekauft und bin nicht unzufrieden.", ["Glutnest"]),
        ("Ich komme von Hamburg und bin mit dem Rad da.", []),
    ],
)
def test_names_of_several_words(text, runs):
    assert list(Reading(Post(text=text)).name_runs) == runs


@pytest.mark.parametrize(
    ("page", "strength"),
    [({}, 0.5), ({"article_title": "Day 34: The Pass"}, 0.5), ({"article_text": "so it " * 15}, 1)],
)
def test_a_name_counts_for_half_where_the_page_is_not_known(page, strength):
    post = Post(text="We had it done by Quiet Harbour Gutters last week.", **page)
    found = {item.name: item.strength for item in findings(Reading(post))}
    assert found["name_run"] == strength


def test_a_shape_and_a_repetition_are_signs_of_their_own():
    text = "I use the HeelMate. My sister uses the HeelMate as well."
    found = {item.name for item in findings(Reading(Post(text=text)))}
    assert {"brand_shape", "brand_again"} <= found


def test_where_a_name_stands_nobody_profits_is_not_said():
    text = "I sleep again since I take Magnorel every night."
    assert "no_gain" not in {item.name for item in findings(Reading(Post(text=text)))}
    text = "I sleep again since I walk every night."
    assert "no_gain" in {item.name for item in findings(Reading(Post(text=text)))}


def test_a_name_may_borrow_less_than_half_of_its_words_from_the_page():
    article = "My heart runs wild after a run."
    text = "We were given the Steady Heart Journal last year."
    assert Reading(Post(text=text, article_text=article)).name_runs == ["Steady Heart Journal"]
    text = "We talked of the Heart Tablet last year."
    assert Reading(Post(text=text, article_text=article)).name_runs == []
