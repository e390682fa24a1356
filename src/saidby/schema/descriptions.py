"""What each field of a reading means: the source of the descriptions in the schema and in the docs."""

from __future__ import annotations

FIELDS: dict[str, dict[str, str]] = {
    "Reading": {
        "schema": "The name of this contract. A field is never renamed or given another meaning under it.",
        "reader": "What made the reading.",
        "article": "The page as read.",
        "sentences": "The sentences of the elements that are read.",
        "actors": "Those who speak or act on the page.",
        "timexes": "Its time expressions.",
        "places": "Its place names.",
        "figures": "Its numbers of people and things.",
        "events": "What its words say happened.",
        "attributions": "Who is quoted saying what.",
        "claims": "Every sentence that is read, as somebody's word. Each belongs to at least one claim.",
        "problems": "What could not be read or decided, and where.",
    },
    "Reader": {
        "version": "Version of saidby.",
        "model": "Name of the weights.",
    },
    "Article": {
        "id": "sha256 of the url (or nothing) and the text, in hex.",
        "sha256": "sha256 of the bytes that were read, in hex.",
        "url": "Where the page is published.",
        "publisher": "Who publishes it.",
        "title": "Its headline, as the page states it.",
        "byline": "Who signs it.",
        "section": "The section of the publication that it stands in.",
        "language": "BCP 47 tag.",
        "tags": "Its tags and keywords; they are never claims.",
        "published": "When it was published; null where nothing settles it, and a problem says why.",
        "modified": "When it was last changed.",
        "captured": "The page's own clock or an archive's time. It is never used as published.",
        "text": "The text exactly as read: nothing is stripped, joined or normalised. All spans count in it.",
        "elements": "The pieces of the text. Every character that is no white space lies in exactly one.",
        "links": "The links of the page.",
    },
    "Dated": {
        "value": "ISO 8601 prefix, as exact as known: 2018, 2018-11, 2018-11-25, 2018-11-25T18:18Z.",
        "basis": "What the date rests on.",
        "span": "Where it stands in the text; null where it does not.",
    },
    "Element": {
        "role": "What the piece is. Only deck, body, heading, caption and footnote are read for claims.",
        "span": "Where it stands.",
        "href": "Where it links to as a whole.",
    },
    "Link": {
        "href": "Where it links to, as the page has it.",
        "span": "Its text; null for a link without text.",
        "role": "Role of the element that it stands in.",
    },
    "Actor": {
        "id": "Unique within the reading.",
        "name": "Its fullest name on the page.",
        "kind": "person and organization are named, unnamed is one person who is not; office is a post, "
        "state a country that acts, group people without a body, collective vague and plural.",
        "sector": "PLOVER sector code: GOV, MIL, REB, JRN, IGO, NGO, CVL ...",
        "mentions": "Where it is spoken of.",
        "aliases": "Other names that this page defines.",
        "acts_for": "Id of the actor that it speaks or acts for: a spokesman and the ministry.",
        "same_as": "Id of the actor that it is, where two names of the page are one source.",
        "link": "Its entry in an authority file, when sure.",
        "score": "How sure it is that there is this one actor.",
    },
    "Mention": {
        "span": "Where it stands.",
        "form": "How the actor is spoken of. A metonym is a place name that means who governs there.",
    },
    "Alias": {
        "name": "The other name.",
        "span": "Where the page defines it.",
    },
    "Authority": {
        "authority": "The file: wikidata.",
        "id": "The entry: a Q-number.",
    },
    "Timex": {
        "id": "Unique within the reading.",
        "span": "Where it stands.",
        "type": "TIMEX3 type of ISO-TimeML.",
        "value": "What the words say without an anchor: XXXX-WXX-6, XXXX-10-09, 2016, PAST_REF.",
        "mod": "TIMEX3 modifier: APPROX, START, END ...",
        "resolved": "ISO date, or interval first/last with both ends included; null with a reason.",
        "anchor": "What it was resolved against: published, the id of a time expression, or nothing.",
        "reason": "Why it stays unresolved.",
        "function": "TIMEX3 function in the document: PUBLICATION_TIME, RECEPTION_TIME for the page's clock.",
        "score": "How sure it is that the value is right.",
    },
    "Place": {
        "id": "Unique within the reading.",
        "span": "Where it stands.",
        "name": "The name, without what stands around it.",
        "geonames_id": "Its entry in GeoNames.",
        "latitude": "Degrees north, WGS 84.",
        "longitude": "Degrees east, WGS 84.",
        "country": "ISO 3166-1 alpha-2.",
        "precision": "UCDP where_prec: 1 exact, 2 within 25 km, 3 second-order and 4 first-order division, "
        "5 larger, 6 country, 7 sea or air.",
        "relation": "Where the event is, seen from the place: north of, outskirts of.",
        "use": "Whether an event is placed there, somebody is meant by it, or it is only mentioned.",
        "score": "How sure it is that this place is meant.",
    },
    "Figure": {
        "id": "Unique within the reading.",
        "spans": "Where it is said. The same number of the same people said twice is one figure.",
        "measure": "What is counted.",
        "low": "At least so many; null where no number is stated. At least 107: 107, null. None: 0, 0.",
        "high": "At most so many; null where the words leave it open.",
        "status": "The word as printed: hospitalised.",
        "who": "Those who are counted.",
        "part_of": "Id of the figure that this one is part of: 20 civilians, 9 of them children.",
        "score": "How sure it is that number and measure are right.",
    },
    "Who": {
        "actor": "Id of the actor they are or belong to.",
        "span": "The words for them.",
    },
    "Event": {
        "id": "Unique within the reading.",
        "triggers": "Every mention of it on the page, verbs and nouns.",
        "type": "PLOVER event type; null where none fits.",
        "modes": "PLOVER modes of the type.",
        "actors": "Ids of those who did it.",
        "recipients": "Ids of those to whom it was done.",
        "objects": "Things struck, taken or given.",
        "instruments": "Things it was done with.",
        "places": "Ids of where it was.",
        "time": "Id of when it was.",
        "order": "Where it lies beside another event.",
        "figures": "Ids of its numbers.",
        "factuality": "How its own source presents it. What somebody was accused of planning is purpose.",
        "score": "How sure it is that the words say so.",
        "vector": "What its sentences are about: 64 signed bytes in base64; the cosine of two tells "
        "how alike they are.",
    },
    "Thing": {
        "span": "The words for it.",
        "kind": "For an object: building, vehicle, weapon, money, place ...; for an instrument: chemical, "
        "explosive, firearm, artillery, aircraft, drone ...",
    },
    "Order": {
        "after": "Id of the event that it came after.",
        "before": "Id of the event that it came before.",
    },
    "Attribution": {
        "id": "Unique within the reading.",
        "source": "The words for who says it; empty where nobody is named.",
        "cue": "The words that attribute: said, according to.",
        "content": "What is said, in pieces where it is interrupted.",
        "quoting": "direct: all of the content in quotation marks; mixed: some; indirect: none.",
        "parent": "Id of the attribution inside whose content this one stands.",
        "score": "How sure it is that source, cue and content belong together.",
    },
    "Claim": {
        "id": "Unique within the reading.",
        "attribution": "Id of the attribution; null where the publisher says so itself.",
        "chain": "From the root source over the relays to the publisher: who says it, on whose word.",
        "act": "What is done by saying it. assert is of own knowledge, report passes on what was told.",
        "sentence": "The sentence, or from the first to the last where it runs on.",
        "events": "Ids of the events it is about.",
        "figures": "Ids of the numbers it gives.",
        "hedges": "Words that weaken it.",
        "boosters": "Words that strengthen it.",
        "addressee": "Ids of those of whom something is demanded, or to whom it is promised or threatened.",
        "accused": "Ids of those whom it accuses.",
        "accused_of": "Ids of the events they are accused of.",
        "denies": "What it denies.",
        "report_time": "Id of when it was said, never of when the event was.",
        "repeats_earlier": "Whether it says of itself that it was said before.",
        "flags": "What a careful reader should know of its wording.",
        "alternative": "An attribution nearby that may still run on over it.",
        "score": "How sure it is that this is the claim of the first in its chain.",
        "vector": "What it is about: 64 signed bytes in base64; the cosine of two tells how alike they are.",
        "stance": "What the first in the chain thinks, feels or wants, as the next in the chain tells in his "
        "own words; null where the claim is all of the content or the sentence.",
    },
    "Stance": {
        "cue": "The words that tell of it: wants, is afraid.",
        "held": "What is thought, felt or wanted.",
    },
    "ChainLink": {
        "actor": "Id of an actor; publisher for the last.",
        "via": "The words of the relay, as quoted by; null for the root.",
    },
    "Denial": {
        "events": "Ids of the events denied.",
        "claim": "Id of the claim denied.",
    },
    "Flag": {
        "kind": "plural_for_one: many are named, one is meant; pseudo_quote: quotation marks without a "
        "speaker; drift: a paraphrase says other than the quotation; undated: a day that the page does not "
        "settle; wire_copy: an agency's text.",
        "span": "The words that show it.",
    },
    "Alternative": {
        "attribution": "Its id.",
        "score": "How likely it is that it runs on.",
    },
    "Problem": {
        "stage": "The step that met it.",
        "message": "What could not be read or decided.",
        "span": "Where in the text; null where it concerns the whole page.",
    },
}
"""By record and field, in the records' order."""

LIMITS: dict[tuple[str, str], dict[str, object]] = {
    ("Reading", "schema"): {"const": "saidby/reading/1"},
    ("Article", "id"): {"pattern": "^[0-9a-f]{64}$"},
    ("Article", "sha256"): {"pattern": "^[0-9a-f]{64}$"},
    ("Dated", "value"): {
        "pattern": r"^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$"
    },
    ("Place", "latitude"): {"minimum": -90, "maximum": 90},
    ("Place", "longitude"): {"minimum": -180, "maximum": 180},
    ("Place", "country"): {"pattern": "^[A-Z]{2}$"},
    ("Place", "precision"): {"minimum": 1, "maximum": 7},
}
"""What a field's type does not say of its values. Every field named `score` lies between 0 and 1 besides."""
