import pytest

from questions.spam import Post
from questions.spam.lexicon import every_phrase
from questions.spam.reading import Reading
from questions.spam.signals import findings
from questions.spam.signals.phrases import KINDS
from questions.spam.text import words_of
from questions.spam.weights import GROUP_OF, WEIGHTS

ARTICLE = (
    "My calves have been sore for weeks since I changed to flat shoes, and the tendon aches in the "
    "morning. Run less for a fortnight, raise your heels slowly every day and look for sore points."
)


def found_in(text, **about):
    return {item.name: item for item in findings(Reading(Post(text=text, **about)))}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("call", "Click here for the details"),
        ("call", "Mehr Infos unter der Adresse"),
        ("call", "Cliquez ici pour voir"),
        ("offer", "Use code for a discount, free shipping"),
        ("offer", "Versandkostenfrei und mit Gutscheincode"),
        ("offer", "livraison gratuite et code promo"),
        ("offer", "envío gratis y descuento"),
        ("offer", "frete grátis e cupom"),
        ("offer", "spedizione gratuita e codice sconto"),
        ("offer", "gratis verzending en kortingscode"),
        ("page_praise", "Great post, keep up the work"),
        ("vice", "a spell caster brought my ex back"),
        ("we_sell", "we offer our customers the best"),
        ("contact", "write to him on whatsapp"),
        ("channel", "subscribe to my channel"),
        ("own_site", "also visit my homepage"),
        ("template", "thank you for the auspicious writeup"),
        ("no_tie", "I am not affiliated with them"),
        ("no_tie", "Je n'ai aucun lien avec eux"),
        ("no_tie", "bekomme nichts dafür"),
        ("sorry_link", "sorry if links are not allowed"),
        ("mine", "my doctor said my knee was fine"),
        ("hedge", "your mileage may vary"),
        ("ask", "should I stop, any advice?"),
        ("question", "Is that so?"),
        ("particulars", "I ran 12 km on Sunday"),
        ("first_person", "I think I have my answer"),
        ("contact_phone", "call +1 202 555 0173"),
        ("contact_phone", "ring 07700 900 123 after six"),
        ("contact_phone", "call 555-0172 for help"),
        ("link_spelled", "hxxps://insoles.example, change the xx"),
        ("shows_code", "put `title: x` into `_config.yml`"),
        ("names_reader", "Hi Thandeka, thanks for asking"),
        ("names_reader", "Lieber Wolfram, das hilft"),
        ("contact_mail", "mail a@b.example"),
        ("contact_handle", "find @heelhealer there"),
        ("code", "take HEEL25 with you"),
        ("code", "the voucher SLEEPWELL is still good"),
        ("price_cut", "now 15 % off for all of you"),
        ("price_cut", "jetzt 20% Rabatt auf alles"),
        ("hole", "planning a is as simple as making the of it, and it was the best that we have"),
        ("wrong_article", "it was a easy run and we had a amusing time with the others"),
        ("gibberish", "bknvzxqrt is here"),
        ("gibberish", "336123 289684There is noticeably a bundle to know"),
        ("pointing", "\U0001f449\U0001f449 look"),
        ("repeated", "heel cushion " * 12),
        ("host_gibberish", "go to xkcdvbnm.example"),
        ("host_gibberish", "go to www.qae5ritobenqae5ritoben.example"),
        ("host_gibberish", "go to www.walljackshoekkk.example"),
        ("link_dropped", "I am so sad, I wanted to come!\n\nhttp://www.somewhere.example/a"),
        ("link_only", "look shoes.example"),
        ("link_only", "https://vimeo.com/107297364"),
        ("link_spelled", "/watch?v=abcDEF12345 look at that"),
        ("channel", "Help me get 50 subs please"),
        ("many_links", "a.example and b.example and c.example"),
        ("link_affiliate", "see https://a.example/x?ref=12"),
        ("link_document", "see https://a.example/plan.pdf"),
        ("link_here", "see https://forum.example/questions/12/calf/"),
        ("link_spelled", "go to heelshop dot com"),
        ("hidden_link", "heelshop com, without the spaces"),
        ("disguise", "саsino and рoker"),
        ("short", "Thanks a lot!"),
        ("brand", "Thanks to the FlexaHeel insoles I can finally run, highly recommended"),
        (
            "brand_story",
            "I tried everything until I found the FlexaHeel insoles. Highly recommended",
        ),
        ("brand_quoted", "she read “Sanft in Schwung” to us"),
        ("brand_quoted", "我用「回声谷」三个月了"),
        ("brand_quoted", "저는 '말문톡'을 석 달 썼어요"),
        ("healer", "my ex came back within a week, all thanks to Dr Obiorande, highly recommended"),
        ("name_run", "Die Matte von Glutnestel heizt in fünf Zonen und sie ist nicht teuer"),
        ("brand_named", "we had lunch with Hubertine there"),
    ],
)
def test_a_signal_finds_what_it_looks_for(name, text):
    assert name in found_in(text)


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("name_slogan", {"author_name": "Buy Cheap Insoles"}),
        ("name_goods", {"author_name": "Weighted Blankets"}),
        ("name_address", {"author_name": "www.heels.example"}),
        ("name_address", {"author_name": "Healer 2025550173"}),
        ("name_long", {"author_name": "the very good feeling under both feet"}),
        ("name_plain", {"author_name": "fifa things", "author_url": "https://a.example"}),
        ("name_is_site", {"author_name": "HeelPilot", "author_url": "https://heelpilot.example"}),
        ("author_shop", {"author_url": "https://heel-shop.example"}),
        ("author_vice", {"author_url": "https://casino.example"}),
        ("author_cheap", {"author_url": "https://heels.xyz"}),
        ("author_link", {"author_url": "https://somewhere.example"}),
        ("author_own", {"author_name": "Anna", "author_url": "https://annaruns.example"}),
        ("author_deep", {"author_url": "https://somewhere.example/index.asp?id=13"}),
        ("author_keywords", {"author_url": "https://heelpain.example"}),
        ("mail_role", {"author_email": "sales@somewhere.example"}),
        ("approved_before", {"approved_before": 2}),
        ("spam_before", {"spam_before": 1}),
        ("proven_address", {"proven_address": True}),
        ("is_asker", {"is_asker": True}),
        ("is_reply", {"is_reply": True}),
        ("honeypot", {"honeypot_filled": True}),
        ("too_fast", {"seconds_to_write": 0.5}),
        ("same_text", {"same_text_elsewhere": 2}),
        ("host_elsewhere", {"hosts_elsewhere": {"somewhere.example": 3}}),
    ],
)
def test_a_signal_finds_it_beside_the_text(name, about):
    assert name in found_in("The tendon hurts in the morning, as the letter says.", **about)


@pytest.mark.parametrize(
    ("name", "text", "about"),
    [
        ("name_is_site", "x", {"author_name": "Robert", "author_url": "https://robert.example"}),
        ("name_plain", "x", {"author_name": "fifa things"}),
        ("off_topic", "Ich lief gestern durch den Wald " * 5, {"article_text": ARTICLE}),
        ("host_elsewhere", "x", {"hosts_elsewhere": {"nhs.uk": 9}}),
        ("too_fast", "A few words", {"seconds_to_write": 30.0}),
        ("link_only", "https://vimeo.com/107297364", {"is_reply": True}),
        ("link_only", "https://www.nhs.uk/conditions/shin-splints/", {}),
        ("link_only", "https://forum.example/questions/12/calf/", {}),
        ("no_lead", "https://vimeo.com/107297364", {}),
        ("brand", "The Nike shoes are good, highly recommended", {}),
        ("names_reader", "Bonjour, je cours", {}),
        ("spam_host", "see a.example", {"spam_hosts": frozenset({"b.example"})}),
        ("vice", "No loan is free", {"article_text": "Is a loan ever good? A loan is a loan."}),
    ],
)
def test_a_signal_stays_silent_where_it_has_no_say(name, text, about):
    assert name not in found_in(text, **about)


def test_long_text_in_no_time_is_pasted():
    assert found_in("word " * 100, seconds_to_write=5.0)["too_fast"].strength == 0.5


def test_thanks_that_were_said_before_weigh_little():
    thanks = found_in("Thank you!", same_text_elsewhere=3)["same_text"].strength
    speech = found_in("This insole changed how I walk, all of you", same_text_elsewhere=3)
    assert thanks < 0.3 < speech["same_text"].strength


def test_a_host_that_moderators_marked_counts_wherever_it_stands():
    bad = frozenset({"heels.example"})
    assert "spam_host" in found_in("see www.heels.example", spam_hosts=bad)
    assert "spam_host" in found_in("hello", author_url="https://a.heels.example", spam_hosts=bad)
    assert "spam_host" in found_in("hello", author_name="heels.example", spam_hosts=bad)


def test_copies_of_the_page_are_found_and_quotes_are_not():
    copy = ARTICLE.split(", and")[0] + " and the tendon aches in the morning."
    assert "copied_with_link" in found_in(copy + " https://a.example", article_text=ARTICLE)
    assert "copied" in found_in(copy, article_text=ARTICLE)
    quoted = f"“{ARTICLE[:90]}” – that is me, every single word of it, and I am glad to read it."
    assert "copied" not in found_in(quoted, article_text=ARTICLE)


def test_an_answer_to_somebody_speaks_for_its_author():
    found = found_in(
        "Lisa, the tendon took me ten weeks too.",
        is_reply=True,
        parent_text="How long did your tendon take?",
    )
    assert {"answers_parent", "names_reader", "is_reply"} <= found.keys()


def test_subjects_are_compared_with_the_article_in_its_language():
    about = {"article_text": ARTICLE}
    assert "on_topic" in found_in("My calves and my tendon were sore in the morning", **about)
    away = "The committee will discuss the annual budget of the village library with everybody and "
    assert "off_topic" in found_in(away * 2 + "the mayor", **about)


def test_a_denial_beside_a_price_proves_little():
    text = "Not affiliated! Free shipping with code today only, half price"
    assert "pasted_denial" in found_in(text)
    assert "pasted_denial" not in found_in("Not affiliated, I only read the book")


def test_the_name_in_front_of_a_link_is_a_link_builders_signature():
    about = {"author_name": "heel cushions"}
    assert "name_and_link" in found_in("Nice.\n\nheel cushions http://a.example", **about)
    assert "name_in_text" in found_in("heel cushions\n\nare what you need", **about)


def test_general_praise_with_a_shop_behind_it_is_a_pair():
    text = "Great post, very informative, thanks for sharing"
    assert "praise_for_link" in found_in(text, author_url="https://heels.example")
    assert "praise_for_link" not in found_in(text)


def test_the_brand_that_a_link_sells_is_noticed_next_to_praise():
    assert "brand_is_link" in found_in("Flexaheel saved my run, flexaheel.example")
    assert "brand_is_link" not in found_in("Staticman is documented at staticman.example")


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Since the spring I only wear FlexaHeel in my shoes", "flexaheel"),
        ("We had it printed for him and Golden Pages did it all, in a week", "goldenpagesbooks"),
        ("Since the spring I only wear flexaheel in my shoes", "flexaheel"),
        ("Yo lo llevo siempre conmigo, el Paso Lento me va muy bien", "tienda-paso-lento"),
    ],
)
def test_what_is_behind_the_name_is_noticed_in_mid_text(text, site):
    about = {"author_name": "Tom", "author_url": f"https://{site}.example"}
    assert "brand_is_site" in found_in(text, **about)
    assert "brand_is_site" not in found_in(text, author_url="https://tomruns.example")


@pytest.mark.parametrize(
    "text",
    [
        "Wool Gathering here, I frogged row 37 three times and counted again",
        "I frogged row 37 three times and counted it all again. Wool Gathering",
        "I wrote it all down with the pictures at https://woolgathering.example/row-37 for you",
        "I spent my summer gathering stones, and the wool of the sheep came off on the wire",
    ],
)
def test_a_greeting_a_signature_and_a_link_are_no_talk_of_oneself(text):
    about = {"author_name": "Wool Gathering", "author_url": "https://woolgathering.example"}
    assert "brand_is_site" not in found_in(text, **about)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("The first tomato is red!! Photos on Flickr, I am so proud", "www.flickr.com/photos/bee"),
        ("Gordo bought a rock there and would not let it go again", "gordoslyn.blogspot.com"),
    ],
)
def test_a_place_that_gives_everybody_a_page_is_not_what_they_sell(text, address):
    about = {"author_name": "Bee", "author_url": f"https://{address}"}
    assert "brand_is_site" not in found_in(text, **about)


def test_the_whole_name_of_a_free_blog_is_noticed():
    text = "I answered you in my last one, it is all on Celia Watches since the morning"
    about = {"author_name": "C.", "author_url": "https://celiawatches.wordpress.com"}
    assert "brand_is_site" in found_in(text, **about)


def test_a_page_at_a_network_is_no_deep_link():
    found = found_in("Thanks", author_url="https://instagram.com/somebody.in.the.kitchen")
    assert "author_deep" not in found


def test_names_with_vowel_marks_are_as_long_as_people_write_them():
    assert "name_long" not in found_in("शुक्रिया", author_name="डॉ. रश्मि त्रिपाठी")


def test_a_mail_address_of_the_linked_site_is_noticed():
    found = found_in("see https://heels.example", author_email="tom@heels.example")
    assert "mail_is_site" in found


def test_text_and_name_that_lead_to_one_place_are_noticed():
    found = found_in("see https://heels.example", author_url="https://heels.example")
    assert "link_is_author" in found


@pytest.mark.parametrize(
    "text",
    ["I use “Glutnest” daily", "I use the plan of Glutnest Nord", "Dr Glutnest cured me, wow"],
)
def test_what_the_page_names_is_no_discovery(text):
    found = found_in(text, article_text="Dr Glutnest writes of Glutnest Nord.")
    assert not {"brand_quoted", "name_run", "healer"} & found.keys()


def test_every_phrase_has_a_word_to_be_found_by():
    """ "% off" would never be found, and "a++" wherever somebody writes "a"."""
    for kind, phrase in every_phrase():
        pieces = [piece.rstrip("*") for piece in phrase.split() if piece != "_"]
        assert all(map(words_of, pieces)), (kind, phrase)
        words = [word for piece in pieces for word in words_of(piece)]
        assert len("".join(words)) > 1, (kind, phrase)


def test_every_finding_has_a_weight_and_every_bound_keeps_its_sign():
    assert set(KINDS) <= set(WEIGHTS)
    assert set(GROUP_OF) <= set(WEIGHTS)
    for name, weight in WEIGHTS.items():
        assert weight.lowest <= weight.start <= weight.highest, name
        assert weight.lowest * weight.highest >= 0 or name == "link_reference", name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("contact_phone", "the helpline is 0800 111 1110, free of charge"),
        ("contact_phone", "posted 2013-09-17 07:07:59 -0400"),
        ("contact_phone", "I ran in 2010 2011 2012 and 2013"),
        ("names_reader", "Hi Admin, great site"),
        ("names_reader", "Thank you, I've looked for this"),
        ("names_reader", "Hello Everyone, look"),
        ("shows_code", "I ran 5 km and drank {a lot}"),
        ("product_praise", "a plan is a plan, and a week is a week"),
        ("price_cut", "I am 20 % offended by that"),
        ("link_dropped", "The study is here:\nhttps://pubmed.ncbi.nlm.nih.gov/12345678/"),
        ("link_dropped", "https://somewhere.example/a"),
        ("brand_quoted", "He said “Do not run.” and I did not"),
        ("brand_quoted", "先写一句「我整篇要講什麼」貼在螢幕上"),
        ("brand_quoted", "'지금 아주 잘하고 있습니다' 할 때마다 울컥합니다"),
        ("gibberish", "Der Kühlschrank, der Herzschlag und der Fortschritt"),
        ("host_gibberish", "see rechtschreibung.example"),
        ("shows_code", "as said there, http://somewhere.example/active.php?of=you"),
        ("short", "Bontlyra bar tape, double. Done."),
        ("healer", "Dr Obiorande, my knee still hurts after the stairs"),
    ],
)
def test_what_only_looks_like_it_is_not_found(name, text):
    assert name not in found_in(text)


def test_a_question_that_the_text_answers_itself_hardly_counts():
    sells = found_in(
        "Need money fast? Loans within a day, all are welcome here, whatever the bank said."
    )
    asks = found_in(
        "Did I do too much? The calf has been sore since then, and it is even worse today."
    )
    ends = found_in("My calf has been sore since then. Is that normal?")
    assert sells["question"].strength < asks["question"].strength < ends["question"].strength


def test_a_quoted_page_with_a_link_and_little_else_is_a_copy():
    quoted = f"“{ARTICLE[:120]}” So true! https://calfgel.example/buy"
    assert "copied_with_link" in found_in(quoted, article_text=ARTICLE)
    answered = (
        f"“{ARTICLE[:60]}” That was me. I raised my heels for months, and it went away slowly."
    )
    assert "copied_with_link" not in found_in(answered, article_text=ARTICLE)


def test_who_speaks_of_the_subject_and_names_nothing_has_nothing_to_sell():
    text = "Raise your heels slowly and rest the tendon, the calves will follow in a fortnight."
    assert "on_subject" in found_in(text, article_text=ARTICLE)
    for more in (" Order now.", " See heels.example."):
        assert "on_subject" not in found_in(text + more, article_text=ARTICLE)
    assert "on_subject" not in found_in(f"{text} I use Magnorel.", article_text=ARTICLE)
    assert "on_subject" not in found_in(text, article_text=ARTICLE, author_name="Buy Cheap Heels")
    copy = ARTICLE.split(". ")[1]
    assert "on_subject" not in found_in(copy, article_text=ARTICLE)


def test_who_is_called_at_the_start_is_no_discovery():
    text = "Barefoot Blondine, walk more and run less, your calves will follow."
    assert "brand_named" not in found_in(text, article_text=ARTICLE)
