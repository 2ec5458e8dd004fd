"""Words that tell a product's name from other names."""

from __future__ import annotations

# Brands that everybody knows: readers mention them without selling anything.
HOUSEHOLD_NAMES = frozenset(
    "nike adidas asics brooks hoka saucony mizuno altra merrell merrells vivobarefoot fivefingers "
    "vff vffs vibram newton newtons salomon puma reebok skechers inov topo on cloudflow ghost "
    "birkenstock crocs ecco scholl superfeet compeed voltaren voltarol ibuprofen ibuprofeno "
    "ibuprofene paracetamol aspirin aspirina nurofen tylenol advil aleve deep heat "
    "theragun garmin polar suunto coros fitbit apple iphone android samsung google youtube netflix "
    "strava komoot zwift peloton amazon ebay ikea lidl aldi tesco sainsbury sainsburys decathlon "
    "rewe edeka dm rossmann carrefour leclerc mercadona continente albert heijn coop esselunga "
    "facebook instagram whatsapp twitter reddit wikipedia pubmed cochrane medscape kindle audible "
    "spotify zoom skype paypal visa excel word egoscue feldenkrais pilates yoga qigong tai chi "
    "maffetone couch parkrun headspace calm myfitnesspal yuka nutella weetabix marmite guinness "
    "oatly quorn huel gatorade powerade isostar maurten gu sis clif haribo coke cola pepsi "
    "thermomix tupperware bosch gardena stihl dyson philips sony lego".split()
)
# Places, days, tongues, bodies and letters that take a capital and sell nothing.
NO_BRAND = frozenset(
    "monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays "
    "saturday saturdays sunday sundays january february march april may june july august september "
    "october november december christmas easter lent ramadan english german french spanish italian "
    "dutch portuguese american british european irish scottish welsh england scotland wales ireland "
    "britain london paris berlin munich hamburg vienna zurich madrid barcelona lisbon porto rome "
    "milan amsterdam rotterdam brussels antwerp europe america canada australia spain france germany "
    "italy portugal holland netherlands belgium switzerland austria brazil mexico africa asia india "
    "china japan leeds manchester birmingham glasgow edinburgh bristol liverpool sheffield york "
    "oxford cambridge dublin cork belfast cardiff dallas texas boston chicago california florida "
    "york nhs gp gps dr doctor doc prof mr mrs ms miss sir madam lord god jesus mri hrm bmi ldl hdl "
    "acl pcl itb cbt sad ptsd achilles alzheimer parkinson crohn covid omega vitamin internet english "
    "pdf dvd dvds app apps usb led ok okay sms email gmail bbc itv tv dads mums mum dad mom grandma "
    "grandad nan granny aunt uncle paris londres bruxelles geneve lyon marseille toulouse bordeaux "
    "lille nantes nice strasbourg espagne allemagne italie suisse belgique quebec montreal "
    "france europe sevilla valencia bilbao malaga argentina chile colombia peru lisboa brasil "
    "portugal roma milano torino napoli bologna firenze venezia italia svizzera utrecht "
    "nederland belgie vlaanderen gent haag eindhoven groningen".split()
)
PERSONS = frozenset(
    "dr doctor doc prof professor mr mrs ms miss sir madame monsieur mme frau herr senor senora "
    "doctora dott dottor dottoressa doutor doutora meneer mevrouw aunt uncle friend saint san st "
    "dear hi hello hey hallo bonjour hola ola ciao beste lieber liebe cher chere caro cara "
    "thanks danke merci gracias obrigado grazie in near around bei dans sur cerca".split()
)
BEFORE_A_BRAND = frozenset(
    "like called named brand try tried use using used recommend with by get ordered buy bought "
    "of love app take taking the a some their wearing wear comme appele appelee marque "
    "essayez utilise conseille avec chez les des du von namens heisst marke mit "
    "probiert empfehle nutze nehme como llamada llamado marca usar uso recomiendo con usando tomo "
    "las los unas el recomendo chamado chamada com as os umas chiamato chiamata consiglio prendo "
    "le gli dei met merk heet gebruik van".split()
)
GOODS = frozenset(
    "sleeve sleeves insole insoles orthotic orthotics sock socks shoe shoes brace braces strap straps "
    "support supports tape tapes bandage belt pillow pillows mattress mattresses topper duvet blanket "
    "blankets sheet sheets mask ring rings band bands bracelet tracker sensor device gadget machine "
    "massager roller ball gun mat cushion spray cream creams gel gels oil balm ointment lotion patch "
    "patches drop drops tablet tablets capsule capsules pill pills powder powders scoop scoops sachet "
    "sachets shake shakes drink drinks bar bars gummy gummies tea teas syrup supplement supplements "
    "vitamin vitamins magnesium melatonin collagen protein creatine iron app apps program programme "
    "course courses ebook method system kit box plan plans subscription account card calculator "
    "fertilizer fertiliser compost feed seeds planter sprayer tin bottle tub jar pack "
    "einlage einlagen socken schuhe bandage bandagen band kissen matratze decke maske spray creme "
    "salbe ol pflaster tropfen tabletten kapseln pulver riegel gummis kaugummis tee sirup app kurs "
    "programm gerat massagegerat rolle matte brille lampe konto karte karten dunger erde "
    "semelle semelles chaussettes chaussures genouillere bandage ceinture oreiller matelas couette "
    "masque bague bracelet appareil pistolet rouleau tapis creme huile baume patch patchs gouttes "
    "comprimes gelules poudre barres tisane sirop complement complements application appli methode "
    "programme coffret cure boite pot engrais terreau carte compte "
    "plantillas plantilla calcetines zapatillas rodillera banda faja almohada colchon manta mascara "
    "anillo pulsera aparato pistola rodillo crema aceite balsamo parche parches gotas comprimidos "
    "capsulas polvo polvos batido batidos barritas gomitas infusion jarabe suplemento suplementos "
    "aplicacion programa curso metodo tarjeta cuenta abono "
    "palmilhas meias tenis sapatilhas joelheira faixa cinta travesseiro almofada colchao cobertor "
    "anel pulseira aparelho rolo pomada oleo adesivo adesivos comprimidos capsulas po barras chicletes "
    "cha xarope suplemento suplementos aplicativo programa curso metodo cartao conta adubo substrato "
    "plantari plantare solette calze calzini scarpe ginocchiera fascia cuscino materasso coperta "
    "maschera anello bracciale dispositivo pistola rullo tappetino crema olio balsamo cerotto cerotti "
    "gocce compresse capsule polvere barrette caramelle tisana sciroppo integratore integratori "
    "applicazione programma corso metodo carta conto concime terriccio "
    "zolen inlegzolen sokken schoenen brace bandage kussen matras deken masker ring armband apparaat "
    "massagepistool roller mat creme zalf olie pleister pleisters druppels tabletten capsules poeder "
    "reep repen thee siroop supplement supplementen app programma cursus methode kaart rekening mest "
    "potgrond".split()
)
