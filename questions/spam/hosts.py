"""What kind of place a host is: a health service, a shop, a shortener, somebody's own site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from questions.spam.links import Link
from questions.spam.text import words_of


class Kind(StrEnum):
    """Kinds of host, from the most welcome to the least."""

    HEALTH = "health"
    REFERENCE = "reference"
    PERSONAL = "personal"
    PLAIN = "plain"
    SHORTENER = "shortener"
    CHEAP = "cheap"
    SHOP = "shop"
    VICE = "vice"


# Health services, public bodies and journals that readers point each other to.
_HEALTH = frozenset(
    "nhs.uk nhs.scot nhsinform.scot nih.gov who.int cdc.gov nice.org.uk hse.ie mayoclinic.org "
    "clevelandclinic.org hopkinsmedicine.org harvard.edu cochrane.org cochranelibrary.com bmj.com "
    "thelancet.com nejm.org jama.com jamanetwork.com jospt.org nature.com sciencedirect.com "
    "springer.com wiley.com tandfonline.com frontiersin.org mdpi.com plos.org doi.org "
    "biomedcentral.com sagepub.com oup.com sleepfoundation.org sleepeducation.org aasm.org "
    "versusarthritis.org arthritis.org csp.org.uk physio-pedia.com aapsm.org acsm.org "
    "patient.info mind.org.uk samaritans.org redcross.org bda.uk.com eatright.org diabetes.org "
    "diabetes.org.uk heart.org bhf.org.uk rcplondon.ac.uk rcpsych.ac.uk healthdirect.gov.au "
    "betterhealth.vic.gov.au familydoctor.org medlineplus.gov uptodate.com medscape.com "
    "gesundheitsinformation.de rki.de bzga.de aok.de tk.de dak.de barmer.de igel-monitor.de "
    "awmf.org dge.de dgsm.de deutsche-rheuma-liga.de patienten-information.de gesund.bund.de "
    "apotheken-umschau.de gesundheit.gv.at sozialversicherung.at bag.admin.ch hug.ch "
    "gesundheitsfoerderung.ch ameli.fr sante.fr has-sante.fr santepubliquefrance.fr inserm.fr "
    "anses.fr vidal.fr sante.gouv.fr mangerbouger.fr institut-sommeil-vigilance.org aphp.fr "
    "santecanada.gc.ca quebec.ca inesss.qc.ca sciensano.be mongeneraliste.be kce.fgov.be "
    "sanidad.gob.es aemps.gob.es semfyc.es fisterra.com msssi.es imss.gob.mx salud.gob.ar "
    "sns24.gov.pt sns.gov.pt dgs.pt saude.gov.br gov.br fiocruz.br bvsalud.org scielo.br "
    "scielo.org drauziovarella.uol.com.br salute.gov.it iss.it issalute.it humanitas.it aifa.gov.it "
    "ospedalebambinogesu.it fondazioneveronesi.it thuisarts.nl rivm.nl voedingscentrum.nl "
    "gezondheidenwetenschap.be hersenstichting.nl gezondheidsraad.nl ggdghor.nl umcutrecht.nl "
    "service-public.fr bgw-online.de dguv.de gov.uk citizensadvice.org.uk moneyhelper.org.uk nibud.nl "
    "verbraucherzentrale.de rhs.org.uk stepchange.org banque-france.fr radboudumc.nl amsterdamumc.org reumanederland.nl slaapinfo.nl".split()
)
_PUBLIC = re.compile(
    r"\.(?:gov|edu|mil|int)$|\.(?:gov|govt|gouv|gob|gv|go|edu|ac|nhs|mil)\.[a-z]{2}$|"
    r"\.(?:gc\.ca|admin\.ch|bund\.de|fgov\.be|europa\.eu|overheid\.nl|gouvernement\.fr)$"
)
_OWN_QUESTION = re.compile(r"^/questions/\d+(?:[/#?]|$)|^/comments/\d+(?:[/#?]|$)")
_HEALTH_WORDS = re.compile(
    r"(?:^|[.-])(?:nhs|hospital|hopital|chu|chuv|krankenhaus|klinikum|uniklinik|uniklinikum|"
    r"ziekenhuis|umc|ospedale|university|universite|universitaet|uni|univ|cochrane|ministere|"
    r"gesundheitsamt|krankenkasse|health-?service|public-?health|sante-?publique|red-?cross|"
    r"rotes-?kreuz|croix-?rouge|cruz-?roja|service-public|bund|ministerio|ministero|verbraucherzentrale|test-?achats)(?=[.-])"
)
_REFERENCE = frozenset(
    "wikipedia.org wikimedia.org wiktionary.org archive.org youtube.com youtu.be vimeo.com "
    "bbc.co.uk bbc.com theguardian.com nytimes.com npr.org lemonde.fr lefigaro.fr liberation.fr "
    "spiegel.de zeit.de sueddeutsche.de faz.net ard.de zdf.de ndr.de elpais.com elmundo.es rtve.es "
    "publico.pt globo.com folha.uol.com.br corriere.it repubblica.it ansa.it nos.nl nrc.nl "
    "volkskrant.nl vrt.be rtbf.be radiofrance.fr arte.tv stiftung-warentest.de test.de quechoisir.org "
    "which.co.uk consumentenbond.nl altroconsumo.it ocu.org consumerreports.org runnersworld.com "
    "irunfar.com letsrun.com strava.com parkrun.org.uk parkrun.com reddit.com goodreads.com "
    "github.com stackexchange.com medium.com ted.com podcasts.apple.com sciencedaily.com "
    "theconversation.com sockdoc.com britannica.com openstreetmap.org sweatscience.com".split()
)
_SHORTENERS = frozenset(
    "bit.ly tinyurl.com goo.gl t.co ow.ly is.gd buff.ly cutt.ly rb.gy shorturl.at tiny.cc bl.ink "
    "rebrand.ly amzn.to linktr.ee wa.me t.me adf.ly shorte.st lnkd.in s.id v.gd clck.ru beacons.ai "
    "bio.link msha.ke chat.whatsapp.com".split()
)
_CHEAP_TLDS = frozenset(
    "xyz top click icu buzz loan bid win vip shop store site online club cyou link download "
    "stream trade deals sale promo bet casino poker pw tk ml ga cf gq su ws".split()
)
_TRADE = (
    "shop store buy cheap deal deals discount outlet coupon coupons promo sale sales market mall "
    "price prices bestprice wholesale warehouse supply supplies factory express direct dropship "
    "boutique tienda loja negozio winkel kaufen guenstig billig rabatt gutschein acheter pascher "
    "comprar barato barata ofertas oferta descuento acquista offerte sconto sconti kopen goedkoop "
    "korting aanbieding webshop onlineshop eshop superstore megastore depot bazaar bargain "
    "order bestellen commander versand vente achat magasin vendita moinscher soldes affiliate "
    "reviews review bestof top10 best10 bargains bulk testsieger gewinn kaufberatung vergleich "
    "comparatif bonplan bonsplans promos ofertas rebajas saldi aanbiedingen"
).split()
# Joined to other words only at either end: "ideal", "small" and "bishop" sell nothing.
_TRADE_PARTS = re.compile(
    r"^(?:cheap|buy|shop|best|discount|order|deals|acheter|comprar|kaufen|kopen|billig|guenstig)"
    r"|(?:(?<!bi)shops?|(?<!re)stores?|(?<!i)deals?|(?<!s)mall|market|outlet|direct|depot|"
    r"discounts?|coupons?|sales?|prices?|wholesale|warehouse|suppl(?:y|ies|ements?)|express|"
    r"boutique|tienda|loja|negozio|winkel|bazaar|reviews?|offers?|ofertas?|offerte|reviewed|bargains?|testsieger|vergleich|comparatif)$"
)
_TRADE_WHOLE = frozenset(_TRADE) | {"pro", "hq", "now", "best", "get", "my", "the", "official"}
_VICE = re.compile(
    "casino|poker|slots?(?=[.-]|$)|betting|gambl|porn|xxx|escort|sexcam|viagra|cialis|levitra|"
    "kamagra|pharmac(?:y|ie)-?(?:online|rx)|rx-?pills|pills|payday|loans?(?=[.-]|$)|kredit-?ohne|"
    "forex|crypto|bitcoin|essay|assignment|seo-?|backlink|followers|replica|jerseys?|handbags?|"
    "vape|vapor(?:hub|shop|store)|louis-?vuitton|ray-?ban|hack(?:er|ing)|spellcast|steroid|garcinia|herbalcure"
)
_KEYWORDS = re.compile(
    "pain|knee|heel|foot|feet|back|joint|tendon|achilles|fasci|calf|muscle|sleep|insomnia|snor|"
    "weight|slim|diet|keto|detox|vitamin|supplement|protein|collagen|insole|orthotic|shoe|brace|"
    "mattress|pillow|melatonin|magnesium|cbd|relief|remedy|cure|heal|fitness|gym|workout|"
    "schmerz|schlaf|einlagen|abnehm|minceur|sommeil|maigrir|semelle|complement|adelgaz|dormir|"
    "plantilla|suplement|dolor|emagrec|palmilha|dimagr|integrator|solette|afslank|slaap|inlegzool"
)
_TRADE_PATH = re.compile(
    r"/(?:shop|store|product|products|produkt|produkte|produit|produits|producto|productos|"
    r"produto|produtos|prodotto|prodotti|cart|checkout|buy|order|best-|offer|offers|deal|deals|"
    r"discount|promo|sale|collections|pricing|angebot|angebote|offre|oferta|offerta|aanbieding|"
    r"coupon|landing|go|out|aff)(?=[/?#._-]|$)|"
    r"(?:buy|cheap|discount|coupon|best|price|sale|order|kaufen|acheter|comprar|kopen|-deals)"
    r"(?=[-_/.]|$)",
    re.IGNORECASE,
)
_AFFILIATE = re.compile(
    r"[?&](?:ref|aff|affid|affiliate|aff_id|partner|tag|coupon|promo|discount|code|rb|"
    r"referral|referrer|via|subid|clickid|utm_campaign|utm_medium=aff\w*)=",
    re.IGNORECASE,
)


def kind_of(link: Link, *, trusted: Iterable[str] = (), author_words: Iterable[str] = ()) -> Kind:
    """Tell what kind of place a link leads to; `trusted` are hosts the site vouches for."""
    if link.owner in trusted or link.host in trusted:
        return Kind.HEALTH
    kind = _kind_by_host(link.host, link.owner)
    if kind in (Kind.HEALTH, Kind.REFERENCE, Kind.SHORTENER, Kind.VICE):
        return kind
    if is_affiliate(link):
        return Kind.SHOP
    if kind is Kind.PLAIN and is_own_question(link):
        return Kind.REFERENCE
    if kind is Kind.SHOP:
        return kind
    if bears_name(link.host, author_words):
        return Kind.PERSONAL
    return Kind.SHOP if _TRADE_PATH.search(link.path[:200]) else kind


@lru_cache(maxsize=1024)
def _kind_by_host(host: str, owner: str) -> Kind:
    if owner in _HEALTH or host in _HEALTH or _PUBLIC.search(host):
        return Kind.HEALTH
    if owner in _REFERENCE or host in _REFERENCE:
        return Kind.REFERENCE
    if owner in _SHORTENERS or host in _SHORTENERS:
        return Kind.SHORTENER
    name = host.rsplit(".", 1)[0]
    if _VICE.search(name):
        return Kind.VICE
    if is_shop_name(host):
        return Kind.SHOP
    if _HEALTH_WORDS.search(host):
        return Kind.HEALTH
    return Kind.CHEAP if host.rsplit(".", 1)[-1] in _CHEAP_TLDS else Kind.PLAIN


def is_own_question(link: Link) -> bool:
    """Tell whether a link leads to a question or a comment as this product addresses them."""
    return bool(_OWN_QUESTION.match(link.path))


def is_shop_name(host: str) -> bool:
    """Tell whether a host's name speaks of selling: "cheap-insoles", "kneereliefstore"."""
    labels = host.split(".")[:-1]
    pieces = [piece for label in labels for piece in label.split("-")]
    if any(piece in _TRADE for piece in pieces):
        return True
    return any(len(piece) > 6 and _TRADE_PARTS.search(piece) for piece in pieces)


def keyword_count(host: str) -> int:
    """Count the subjects strung together in a host's name: "heel-pain-relief" has three."""
    return len(set(_KEYWORDS.findall(host.rsplit(".", 1)[0])))


def is_affiliate(link: Link) -> bool:
    """Tell whether a link carries the mark of somebody who earns by it."""
    return bool(_AFFILIATE.search(link.path[:500]))


def bears_name(host: str, author_words: Iterable[str]) -> bool:
    """Tell whether a host bears its author's name, as a person's own site does."""
    name = "".join(words_of(host.rsplit(".", 1)[0].replace("-", " ").replace(".", " ")))
    words = [word for word in author_words if len(word) >= 3 and word not in _TRADE_WHOLE]
    joined = "".join(words)
    return any(len(word) >= 4 and word in name for word in words) or (
        len(joined) >= 5 and joined in name
    )
