from dataclasses import replace

import pytest

from questions.spam import FILTER_VERSION, SHIPPED, Outcome, Post, Thresholds, screen
from questions.spam.model import by_hand

LETTER = Post(
    text="",
    article_title="Sore calves after changing shoes",
    article_text=(
        "Since I changed to flat shoes my calves have been sore and my Achilles tendon aches in "
        "the morning. Dr. Field answers: run less for two weeks, raise your heels slowly every "
        "day, and look for tender points in the muscle, not in the tendon."
    ),
)

SINCERE = {
    "a recommendation with a denial": (
        "Look for the Hartley stretching videos and do the set with the chair. Worked wonders for "
        "me after years. Sorry if that breaks a rule, I am not connected with them in any way."
    ),
    "a health service": (
        "The NHS has a leaflet on this, https://www.nhs.uk/conditions/tendonitis/, my physio gave "
        "it to me and the heel drops are the ones in the answer."
    ),
    "French": (
        "Bonjour docteur, j'ai mal au mollet depuis trois semaines et mon médecin ne trouve "
        "rien. Est-ce que je peux continuer à courir doucement ?"
    ),
    "German": (
        "Bei mir hat es vier Monate gedauert, leider half nur Geduld. Wie lange war es bei euch?"
    ),
    "Spanish": "A mí también me duele el gemelo por la mañana. ¿Es normal después de dos semanas?",
    "Portuguese": "Tenho o mesmo problema há meses e o meu médico não sabe. Devo parar de correr?",
    "Italian": "Anche a me fa male il polpaccio da mesi. Secondo voi posso correre lo stesso?",
    "Dutch": "Ik heb hetzelfde probleem, mijn huisarts weet het ook niet. Mag ik blijven lopen?",
    "Polish": "Mam ten sam problem od kilku miesięcy i lekarz nie wie, co robić.",
    "a learner's English": (
        "I have same problem since two month. Doctor say me to stop the running but I not want. "
        "What I can do for the calf? Sorry for my english."
    ),
    "thanks": "Thank you both, this helps a lot!",
    "an objection": "I disagree: most such pain is referred from the soleus. See Travell's book.",
}

PROMOTION = {
    "a shop behind a name": Post(
        text="I used to be skeptical until I tried it. The cushion will introduce an comfort to "
        "the walking. Planning a is as simple as that.",
        author_name="Megan",
        author_url="https://heel-cushion-shop.example/best-buy",
    ),
    "a slogan for a name": Post(
        text="Great article, very informative, thanks for sharing.",
        author_name="Buy Best Running Insoles Online",
        author_url="https://insoles-discount.example",
    ),
    "a healer": Post(
        text="I was cured in 2 weeks thanks to Dr Obi and his herbal medicine, contact him on "
        "whatsapp +1 202 555 0173",
    ),
    "a code": Post(text="Get yours with code HEEL25, 25% off and free shipping, today only!"),
    "German": Post(
        text="Kann ich nur empfehlen! Jetzt bestellen mit Gutscheincode, versandkostenfrei: "
        "https://einlagen-shop.example",
    ),
    "French": Post(
        text="Je recommande vivement, livraison gratuite avec le code promo, commandez ici : "
        "https://semelles-boutique.example",
    ),
    "Spanish": Post(
        text="Las recomiendo mucho, envío gratis y código de descuento: "
        "https://plantillas-tienda.example",
    ),
    "a hidden address": Post(
        text="Best relief ever, go to heel relief dot com, without the spaces"
    ),
}


def under_the_letter(post):
    return replace(post, article_title=LETTER.article_title, article_text=LETTER.article_text)


@pytest.mark.parametrize("name", SINCERE)
def test_a_sincere_comment_is_approved(name):
    verdict = screen(under_the_letter(Post(text=SINCERE[name], author_name="Jo")))
    assert verdict.outcome is Outcome.APPROVE, verdict


@pytest.mark.parametrize("name", PROMOTION)
def test_promotion_is_held_with_reasons(name):
    verdict = screen(under_the_letter(PROMOTION[name]))
    assert verdict.outcome is Outcome.HOLD, verdict
    assert len(verdict.reasons) >= 3


def test_a_verdict_is_the_sum_of_its_evidence_and_names_the_five_weightiest():
    verdict = screen(PROMOTION["a code"])
    weights = [abs(item.weight) for item in verdict.reasons]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) <= 5
    assert verdict.version == FILTER_VERSION
    assert (verdict.total > 0) == (verdict.score > 0.5)


def test_every_reason_is_in_words():
    for post in PROMOTION.values():
        for item in screen(post).reasons:
            assert " " in item.reason
            assert item.name not in item.reason or item.name.isalpha()


def test_wording_alone_never_makes_spam_before_a_site_has_its_own_thresholds():
    worst = replace(
        PROMOTION["a slogan for a name"], text="Buy viagra, cialis and casino bonus now! Click here"
    )
    assert screen(worst).score > SHIPPED.spam
    assert screen(worst).outcome is Outcome.HOLD
    own = replace(SHIPPED, allow_spam=True)
    assert screen(worst, thresholds=own).outcome is Outcome.SPAM


@pytest.mark.parametrize(
    "fact",
    [
        {"honeypot_filled": True},
        {"same_text_elsewhere": 3},
        {"spam_hosts": frozenset({"insoles-discount.example"})},
    ],
)
def test_a_hard_fact_beside_the_wording_makes_spam(fact):
    post = replace(PROMOTION["a slogan for a name"], **fact)
    assert screen(post).outcome is Outcome.SPAM


def test_staff_are_always_approved_and_the_verdict_says_so():
    verdict = screen(replace(PROMOTION["a code"], is_member_of_staff=True, honeypot_filled=True))
    assert verdict.outcome is Outcome.APPROVE
    assert "expert or moderator" in verdict.reasons[0].reason


def test_known_writers_are_trusted_further():
    stranger = screen(PROMOTION["a hidden address"])
    known = screen(replace(PROMOTION["a hidden address"], approved_before=5, proven_address=True))
    assert known.total < stranger.total - 2


def test_thresholds_decide():
    doubtful = screen(PROMOTION["a code"])
    assert doubtful.outcome is Outcome.HOLD
    lenient = Thresholds(hold=1.0, spam=1.0)
    assert screen(PROMOTION["a code"], thresholds=lenient).outcome is Outcome.APPROVE


def test_weights_set_by_hand_already_tell_the_two_apart():
    hand = by_hand()
    for text in SINCERE.values():
        assert screen(under_the_letter(Post(text=text)), model=hand).outcome is Outcome.APPROVE
    for post in PROMOTION.values():
        assert screen(under_the_letter(post), model=hand).outcome is Outcome.HOLD


def test_a_link_to_a_shop_speaks_against_and_to_a_health_service_for_the_author():
    text = "The exercises are on {} and my tendon got better."
    shop = screen(Post(text=text.format("https://heel-shop.example")))
    service = screen(Post(text=text.format("https://www.nhs.uk/tendon")))
    assert service.total < shop.total - 2


def test_no_language_counts_against_its_writer():
    for name, text in SINCERE.items():
        verdict = screen(Post(text=text))
        against = [item for item in verdict.reasons if item.weight > 1 and item.name != "wording"]
        assert verdict.outcome is Outcome.APPROVE, name
        assert not against, (name, against)
