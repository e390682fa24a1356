"""Furniture: the fixed phrases of news pages that are not the story, by what they are.

Only phrases that many unrelated sites print are listed. A phrase decides on a whole short line, never on a
part of running prose, because losing a sentence of the story costs more than keeping a button.
"""

from __future__ import annotations

import re
from functools import lru_cache

from saidby.data import Role

LONGEST = 320  # characters; a longer line is prose whatever it starts with

I = re.IGNORECASE  # noqa: E741  the tables below are read as tables

CROSSLINK = re.compile(
    r"(?:READ (?:MORE|ALSO|NEXT)|ALSO READ|SEE ALSO|WATCH (?:MORE|LIVE)|RELATED)\s[-–—]\s\S|"
    r"(?:READ (?:MORE|ALSO|NEXT)|ALSO READ|SEE ALSO|RELATED|WATCH(?: MORE| NOW| LIVE)?|LISTEN|MORE"
    r"|EXPLAINER|EXPLAINED|DON'T MISS"
    r"|IN PICTURES|OPINION|ANALYSIS|READ|VIDEO|LIVE|FACTBOX|TIMELINE)\s?[:|>»]\s*\S"
    r"|(?i:(?:read more|read also|also read|see also|related(?: (?:story|stories|article|articles|news"
    r"|topics?|coverage|reading))?"
    r"|more (?:on this|from)|you (?:may|might) also like|read next|further reading|recommended(?: reading)?"
    r"|must read"
    r"|watch(?: more| now| live| also)?|listen(?: now)?|don['’]t miss|from the archives?|in pictures|full"
    r" (?:story|coverage|report)"
    r"|click here|learn more|related video)\s*[:|>»]\s*\S)"
    r"|(?i:(?:read more|learn more|read also|see also)(?: (?:about|at|on|here|in"
    r"|from)\b.{0,80})?(?:\s?[»>→…]|\.\.\.)?$)"
    r"|(?i:(?:continue reading|read the full (?:story|article|report|statement)|click here (?:to"
    r"|for)\b)[^.]{0,80}\.?$)"
    r"|(?:Also on|ALSO ON) [\w.-]+\.[a-z]{2,4}\s+\S"
    r"|(?:Next|NEXT|Up [Nn]ext|Previous|PREVIOUS)\s?:\s*[A-Z]"
    r"|[»→►▶]\s*\S"
)
RELATED_HEAD = re.compile(
    r"(?:keep reading|continue reading"
    r"|related(?: (?:stor(?:y|ies)|articles?|news|topics?|content|coverage"
    r"|links?|posts?|videos?"
    r"|reading))?|more (?:on this story|stories"
    r"|from .{1,40}|news|headlines|top stories|on this topic|like this)|most (?:read|popular|viewed|shared"
    r"|watched|commented)"
    r"(?: .{1,20})?|top (?:stories|news|headlines)(?: .{1,20})?|editor['’]?s['’]? (?:picks?|choice)"
    r"|recommended(?: for you| stories| reading)?"
    r"|you (?:may|might) (?:also )?(?:like|be interested in|have missed)|trending(?: now| stories| on"
    r" .{1,20})?|latest (?:news|stories|headlines"
    r"|videos?)|read (?:next|also|more)|also read|see also|what to read next|don['’]t miss|up next"
    r"|elsewhere on .{1,30}|in other news"
    r"|from (?:the|our) (?:web|partners|archives?)|around the web|sponsored (?:content|stories|links)"
    r"|promoted (?:content|stories)"
    r"|popular (?:stories|now|posts)|similar (?:stories|articles)|other news|featured (?:stories|videos?)"
    r"|further reading|must reads?)\s*:?",
    I,
)
END_OF_LIST = re.compile(r"end of (?:list|related|most read).{0,30}", I)
TAGS_HEAD = re.compile(
    r"(?:tags?|topics|keywords|filed under|related topics|more (?:on|about)|categories|in this story|key"
    r" ?words|labels)\s*:\s*\S",
    I,
)
TAGS_ALONE = re.compile(
    r"(?:tags?|topics|keywords|filed under|related topics|more about|(?:suggested|explore) topics"
    r"|explore more on these topics)\s*:?",
    I,
)
COMMENTS_HEAD = re.compile(
    r"(?:(?:view |show |read |see |all )?(?:\d[\d,.]* )?(?:comments?|responses|replies)(?: \(\d+\)|: ?\d*)?"
    r"|(?:leave|post|add|write) a (?:comment|reply)|join the (?:conversation|discussion)|have your say"
    r"|reader comments|discussion)\s*:?",
    I,
)
COMMENT_MARK = re.compile(
    r"\b(?:reply|like|report|flag|upvote|\d+ (?:second|minute|hour|day|week|month|year)s? ago|says:|wrote:"
    r"|\d+ likes?)\b",
    I,
)

SECTIONS = frozenset(
    (
        "world news, world, international, politics, business, economy, markets, finance, money, "
        "technology, tech, science, health, sport, sports, culture, arts, entertainment, lifestyle, "
        "opinion, comment, editorial, analysis, features, travel, education, environment, climate, "
        "weather, war, conflict, defence, defense, security, crime, courts, law, society, religion, "
        "media, local, local news, national, nation, regional, metro, breaking news, breaking, news, "
        "latest, top stories, video, photo, in depth, investigations, interviews, interview, explainers, "
        "obituaries, football, energy, military, middle east, middle east & north africa, mena, africa, "
        "asia, asia & pacific, asia and pacific, asia pacific, asia-pacific, pacific, "
        "south asia, southeast asia, central asia, "
        "east asia, europe, "
        "americas, latin america, north america, south america, us, u.s., usa, us & canada, us and "
        "canada, united states, uk, uk news, britain, russia, china, india, iran, iraq, syria, israel, "
        "turkey, ukraine, afghanistan, pakistan, yemen, libya, egypt, lebanon, palestine, australia, "
        "canada, france, germany, japan, korea, global, diplomacy, human rights, terrorism, refugees, "
        "elections, parliament, government, united nations, arab world, gulf, maghreb, caucasus, balkans, "
        "levant, home news, world > middle east"
    ).split(", ")
)

NAV = re.compile(
    r"(?:listen(?: live| now| to (?:this )?(?:article|story))?(?: \d.{0,12})?|watch(?: live| now)?|live(?:"
    r" tv| radio| stream)?|on air|radio|podcasts?|get short url|short url"
    r"|(?:copy |get )?(?:a )?(?:short |page )?(?:link|url)|permalink|print(?: (?:this )?(?:page|article"
    r"|story))?|(?:e-?mail|send)(?: (?:this )?(?:article|story|page)?(?: ?to a friend)?)?|save(?:"
    r" (?:article|story|for later))?"
    r"|bookmark|share(?:s|d)?(?: (?:this|on|via|with|article|page|story|now|save)\b.{0,60})?(?:"
    r" ?[\d.,]+k?)?|tweet(?: this)?|pin it|pin|post|whats ?app|telegram|facebook(?: messenger)?|messenger"
    r"|twitter|x|instagram|linkedin"
    r"|pinterest|reddit|tumblr|vkontakte|viber|flipboard|youtube|snapchat|tiktok|line|skype|rss|copy|more"
    r"|close|menu|search|home|homepage|back|next|previous|prev|skip to .{1,30}|jump to .{1,30}|back to"
    r" (?:top|home).{0,20}|go to .{1,20}|top"
    r"|sign (?:in|up|out)|log ?(?:in|out|on)|register|subscribe(?: now)?|my account|your account|account"
    r"|profile|donate(?: now)?|support us|shop|jobs|help|about(?: us)?|contact(?: us)?|advertise(?: with"
    r" us)?"
    r"|careers|complaints|imprint|house rules.{0,12}|listen online|watch online|terms(?: (?:and|&|of)"
    r" .{1,20})?|privacy(?: policy)?|cookie(?:s| policy| settings)?|sitemap|site map|faqs?|editions?"
    r"|language|english|languages|accessibility(?: .{1,10})?|community standards.{0,20}|corrections"
    r"|view (?:all|more|gallery|comments|in app|image.{0,20})|list (?:of )?\d+ (?:of \d+|items)|end of list"
    r"|load more(?: .{1,20})?|show more|see more|see all|expand"
    r"|play(?: video)?|pause|mute|full ?screen|replay|loading(?:\.\.\.|…)?|gallery|photos?|videos?"
    r"|newsletters?|alerts?|notifications?"
    r"|comments?|discuss(?:ion)?|reply|like|likes|follow(?: us)?(?: (?:on|@).{1,40})?|font size|text size"
    r"|a[+-]|dark mode|listen in .{1,20}|download (?:the |our )?app.{0,30}|get the app|open in app|report"
    r" (?:an )?(?:error|typo|mistake).{0,40}|like this:?.{0,20}"
    r"|turn (?:on|off) .{1,30}|toggle .{1,20}|switch .{1,20}|choose .{1,20}|select .{1,20}|breaking news"
    r" alerts?|today['’]s paper|e-?paper|archives?|topics|all topics|sections?|trending|latest|popular"
    r"|headlines|main (?:menu|navigation|content)|navigation|breadcrumbs?"
    r"|click to (?:share|print|email|tweet|copy).{0,60}|opens in new window|read or share this story.{0,80}"
    r"|think your friends would be interested\?.{0,40}|comment via .{1,40}"
    r"|write to (?:the |our )?(?:authors?|editors?|us)|all materials|go to the mediabank"
    r"|to top|original article|republish(?: this article)?|reprints?|view original)\s*[:>»+|]?",
    I,
)
OTHER = re.compile(
    r"(?:this (?:article|story) is (?:more than|over) .{1,20} old|save articles? .{0,20}later\b.{0,80}"
    r"|sign up (?:to|for)\b[^.]{0,60}|privacy notice\b.{0,300}|(?:after|before|skip past) newsletter"
    r" promotion"
    r"|(?:you can )?share this (?:story|article)\b.{0,60})$"
    r"|advert(?:isement|ising|s)?$|\(?advertisement\)?|story continues (?:below|after).{0,40}$|article"
    r" continues (?:below|after).{0,40}$|continue reading below.{0,30}$|scroll (?:down )?(?:to|for)"
    r" .{1,40}$|sponsored(?: by .{1,40})?$|promoted$|paid (?:post|content|partner).{0,30}$"
    r"|(?:this (?:site|website)|we|our (?:site|website|partners)|by (?:using|continuing"
    r"|clicking))\b.{0,80}\b(?:use|uses|using|use of|accept|set|sets|store)\b.{0,40}\bcookies?\b"
    r"|.{0,60}\b(?:accept|reject|manage|allow)(?: all)? cookies\b|your privacy (?:choices|matters).{0,60}$"
    r"|(?:sign up|subscribe|register|join)\b.{0,120}\b(?:newsletters?|e-?mails?|inbox|alerts|digest"
    r"|briefing|mailing list|channel|updates)\b|.{0,40}\b(?:delivered|sent) (?:straight |directly |right"
    r" )?to your (?:inbox|email|phone)\b"
    r"|(?:get|receive)\b.{0,80}\b(?:newsletters?|in your inbox|to your inbox|breaking news alerts|by"
    r" email)\b|enter your e-?mail.{0,80}$|.{0,60}thank you for (?:subscribing|signing up"
    r"|registering).{0,60}$|please (?:enter|confirm|check|provide|try|log|sign|verify).{0,100}\b(?:e-?mail"
    r"|address|inbox|again|in|characters)\b.{0,60}$"
    r"|(?:copyright|©|\(c\))\s*(?:\d{4}|[A-Z]).{0,160}$|.{0,80}\ball rights reserved\b.{0,200}$|.{0,60}may"
    r" not be (?:published, broadcast|reproduced|republished).{0,160}$"
    r"|(?:follow|like|find|join|visit|connect with)\b.{0,60}\b(?:on|via) (?:facebook|twitter|instagram"
    r"|telegram|youtube|whatsapp|x|linkedin|tiktok|social media)\b.{0,80}$|(?:subscribe to|follow) (?:us"
    r"|our)\b.{0,80}$"
    r"|(?:share|send)(?: this)?(?: your)? (?:story|article|news|thoughts|tips?|feedback).{0,80}(?:friends"
    r"|comments|below|with us|facebook|twitter).{0,30}$|do you have (?:a story|information|a tip).{0,160}$"
    r"|got a (?:tip|story).{0,120}$"
    r"|(?:download|install) (?:the|our) .{0,40}\bapp\b.{0,80}$|your browser (?:does not|is not).{0,120}$"
    r"|.{0,30}\b(?:enable|requires?) javascript\b.{0,80}$|to (?:play|view|watch) this (?:video"
    r"|content).{0,120}$|this (?:video|content) (?:can ?not|is not|isn't).{0,100}$|playback (?:is"
    r" )?(?:un)?.{0,60}$"
    r"|(?:disclaimer\b.{0,240}|the (?:views|opinions)\b.{0,80}\b(?:author|writer|those of"
    r"|reflect)\b.{0,200})$|our standards\s*:.{0,80}$|printed (?:from|on)\b.{0,200}$|.{0,90}\benter your"
    r" (?:e-?mail )?address\b.{0,90}$|comments (?:are|have been) (?:closed|disabled|turned off).{0,60}$"
    r"|(?:you must be|please) (?:logged|log|sign(?:ed)?)[ -]?in\b.{0,80}$|be the first to comment.{0,20}$"
    r"|.{0,20}\bcomments? policy\b.{0,60}$",
    I,
)
CREDIT = re.compile(
    r"(?:image|photo|picture|video|media)\s*(?:source|copyright|credit|credits"
    r"|courtesy)\s*[:,]?\s*(?:of\s+)?.{1,60}"
    r"|(?:source|credit|courtesy)s?\s*:\s*.{1,60}"
    r"|(?:(?:©|\(c\)|photo(?:graph)?(?: by)?:?|image:|picture:|pic:|credit:|photo/|ap"
    r" photo)\s*/?\s*)?(?:getty(?: images?)?|reuters|afp|epa(?:-efe)?|ap(?: photo)?|shutterstock|istock"
    r"|alamy(?: stock photo)?|pa(?: media| wire)?|anadolu(?: agency)?|xinhua|rex(?: features)?|handout|file"
    r"|social media|wikimedia commons)"
    r"(?:\s*(?:[/|,–-]|via|for)\s*[\w .'’/,-]{1,60})?"
    r"|©\s*(?:ap photo|afp|reuters|sputnik|photo|ria novosti|tass|flickr|screenshot|getty images|wikipedia"
    r"|facebook|twitter|youtube|instagram|cc0)(?:\s?\d{4})?\s*(?:[/:,|-].{0,80})?",
    I,
)
CAPTION_HEAD = re.compile(
    r"(?:image caption|media caption|photo caption|caption|file photo|file image|file picture|file|photo"
    r"|picture|pictured|in this (?:photo|image|file photo|picture|frame|handout)\b"
    r"|this (?:photo|image|handout|combination)\b|video caption|illustrative (?:photo"
    r"|image))\s*[:,.|-]?\s+\S",
    I,
)
CREDIT_END = re.compile(
    r"(?:[(\[](?:(?:file |ap )?(?:photo|image|picture|credit|courtesy)s?\b[^()\[\]]{0,80}|(?:reuters|afp|ap"
    r"|epa|getty(?: images)?|handout|file)(?: photo)?(?:\s*[/,|–-][^()\[\]]{0,60})?|[^()\[\]]{0,50}[/|]"
    r" ?(?:reuters|afp|ap|epa|getty(?: images)?|anadolu[\w ]{0,10}|xinhua|file|handout)"
    r"|[^()\[\]]{1,40}(?:getty images|via ap|via reuters|/afp))[)\]]|\[[^\[\]/]{2,40}/[^\[\]/]{2,40}\]"
    r"|\b[A-Z]{2,8} (?:file )?photo"
    r"|\b[A-Z]{3,10}/[A-Z][\w .'-]{2,40}"
    r"|(?:photo|photograph|image|picture|credit)\s?(?:by)?\s?:\s?[^.:]{2,50}|(?:REUTERS|AFP|EPA|AP Photo"
    r"|Getty Images|AP)\s?/\s?[A-Z][\w .'-]{2,40})\.?$",
    I,
)
CORRECTION = re.compile(
    r"(?:correction|clarification|correction and clarification|amendment|erratum)\s*(?:\(.{1,40}\)|,?"
    r" .{1,30})?\s*[:—–-]\s*\S"
    r"|(?:editor['’]?s['’]? note|note|update|updated)\s*[:—–-].{0,200}\b(?:correct(?:ed|s|ion)?|amended"
    r"|clarif(?:y|ied)|misstated|incorrectly|earlier version|previous version|has been updated)\b"
    r"|this (?:article|story|post|report|piece|headline|page|dispatch|column|item|version)\b.{0,60}\b(?:was"
    r"|has been|have been) (?:last )?(?:updated|corrected|amended|modified|edited)\b"
    r"|the (?:article|story|headline|post) (?:was|has been) (?:updated|corrected|amended) (?:to|on|with)\b"
    r"|(?:an?|the) (?:earlier|previous|original) version of this (?:article|story|report|post|piece"
    r"|headline|page|dispatch|column)\b|we (?:have )?(?:corrected|updated|amended) this (?:article|story"
    r"|report)\b",
    I,
)
BYLINE = re.compile(
    r"(?:By|BY|Words by|Written by|Reported by|Author|Authors|Reporter|Correspondent|Text by|Story"
    r" by)\s*:?\s+(?:(?:the )?[A-Z][\w.'’-]*(?:\s+(?:and|&|de|da|del|della|van|von|der|den|al|bin|ibn|el|la"
    r"|le|du|of|in|for|the|with)\b|\s+[A-Z(][\w.'’)-]*|\s*[,|/·•–—-]+\s*(?=[A-Z@(\d])){0,14})"
    r"(?:\s*[|,·•–—-]?\s*\S+@\S+)?\s*$"
)
REPORTING = re.compile(
    r"[(\[]?(?:(?:additional |further )?(?:reporting|writing|editing|compiled|translated|edited|written)"
    r" (?:and (?:writing|editing|reporting) )?by\b.{0,260}"
    r"|.{3,160}\bcontributed (?:to this (?:report|article|story|post|piece)|reporting\b|from\b).{0,60}"
    r"|with (?:AFP|AP|Reuters|EFE|dpa|TASS|Xinhua|Bloomberg|agencies)(?:(?:,| and|/| &)\s?[\w.]+){0,4}"
    r"|contributing\s?:.{0,200}|\(?with (?:inputs?|files|reporting|agency|additional reporting)(?: (?:from"
    r"|by))?\b.{0,100})[)\]]?\.?$",
    I,
)
AGENCY_ALONE = re.compile(
    r"(?:[(\[—–-]\s*)?(?:reuters|afp|ap|associated press|the associated press|agence france-presse|tass"
    r"|interfax|xinhua|dpa|upi|bbc|cnn|al jazeera|news agencies|agencies|staff|staff (?:writer|reporter)"
    r"|web desk|news desk|newsroom|special correspondent|our correspondent|.{2,30} (?:staff|agencies|news"
    r" agency|correspondent|desk))[)\]]?",
    I,
)
BUTTONS = re.compile(
    r"(?:(?:print|e-?mail|share|save|tweet|facebook|twitter|whats ?app|telegram|linkedin|pinterest|reddit"
    r"|copy(?: link)?|comments?|flipboard|pin it)[\s,]*){2,12}",
    I,
)
# Wire furniture: a slug ("BC-VELMORA-CONVOY 2ndld-Writethru"), the editors' initials, what a new lead adds.
SLUG = re.compile(
    r".{0,30}\b(?:BC|AM|PM)-[A-Z]{2,}(?:-[A-Z0-9]+)*\b.{0,60}|.{0,60}\b\d?(?:st|nd|rd|th)?-?(?:ld|Ld|LEAD"
    r"|lead)-[Ww]ritethru.{0,30}"
    r"|[A-Z]{4,}(?:-[A-Z0-9]{2,})+(?:/[A-Z0-9-]+)?(?: \(.{1,30}\))?"
)
SIGN_OFF = re.compile(
    r"(?:[A-Z]\.\s?){2,3}(?:\s?/\s?(?:[A-Z]\.\s?){2,3})*"
    r"|(?:[A-Za-z]{2,4}[ -])?[a-z]{2,4}(?:[/-][a-z]{1,4}){1,4}(?:\s+\d{4}\s?GMT)?|(?:END|ENDS|-30-|###)"
)
ADVISORY = re.compile(
    r"[(\[](?:adds?|updates?|updating|recasts?|repeats?|changes?|clarifies|fixes|rewrites?|refiles?|eds"
    r"|edits?|with)\b.{0,240}[)\]]",
    I,
)
SCRAP = re.compile(
    r"\d+(?:[.,]\d+)?[kKmM]?|\d+ (?:shares?|views?|comments?|likes?|min(?:ute)?s?(?: read)?|of \d+)|\d+/\d+"
    r"|[\W_]+|\d+ min(?:ute)? read|reading time:? .{1,20}",
    I,
)


@lru_cache(maxsize=1 << 13)  # sites have the same menus on all pages
def fixed_role(text: str) -> Role | None:
    """The role that a whole line's wording alone settles, or None.

    Lists ("Related stories"), places on the page and neighbours are for the caller.
    """
    if len(text) > LONGEST:
        return None
    text = text.replace("\xa0", " ").replace("\n", " ")
    if NAV.fullmatch(text) or SCRAP.fullmatch(text) or _buttons(text):
        return "nav"
    if SLUG.fullmatch(text) or SIGN_OFF.fullmatch(text) or ADVISORY.fullmatch(text):
        return "other"
    if RELATED_HEAD.fullmatch(text):
        return "related"
    if TAGS_HEAD.match(text) or TAGS_ALONE.fullmatch(text):
        return "tags"
    if CROSSLINK.match(text):
        return "crosslink"
    if CORRECTION.match(text):
        return "correction"
    if OTHER.match(text) or CREDIT.fullmatch(text):
        return "other"
    if REPORTING.match(text) or BYLINE.match(text):
        return "byline"
    if COMMENTS_HEAD.fullmatch(text):
        return "nav"
    return None


def _buttons(text: str) -> bool:
    """Buttons in a row: "Print | Send to a friend"."""
    if BUTTONS.fullmatch(text):
        return True
    parts = [part.strip() for part in re.split(r"[|•·/\xa0]|\s{2,}", text) if part.strip()]
    return len(parts) > 1 and all(NAV.fullmatch(part) or SCRAP.fullmatch(part) for part in parts)


def is_caption(text: str) -> bool:
    """A line that says itself that it stands under a picture."""
    return len(text) <= LONGEST * 2 and bool(CAPTION_HEAD.match(text) or CREDIT_END.search(text[-140:]))


def is_section(text: str) -> bool:
    """The name of a section that news sites have ("Middle East"), or a path of them ("News > World")."""
    parts = [part.strip().lower() for part in re.split(r"[>»›/|]", text[:80])]
    return len(text) <= 80 and any(parts) and all(part in SECTIONS or part in ("home", "") for part in parts)


def tag_list(text: str) -> tuple[str, ...] | None:
    """The terms of a line that is a list of three or more short terms; None for anything else."""
    if len(text) > LONGEST * 2 or text.endswith((".", "!", "?", ":")):
        return None
    head = re.match(
        r"(?:tags?|topics|keywords|filed under|related topics|categories|key ?words|labels)\s*:\s*", text, I
    )
    rest = text[head.end() :] if head else text
    marks = sorted((",", ";", "|", "•", "·", "#"), key=rest.count, reverse=True)
    for mark in marks if head else (",", ";", "|", "•", "·", "#"):
        terms = [term.strip(" \t\xa0#") for term in rest.split(mark) if term.strip(" \t\xa0#")]
        if len(terms) >= (1 if head else 3):
            short = sum(len(term.split()) <= 4 and len(term) <= 40 for term in terms)
            if short == len(terms) and (
                head or not any(re.match(r"(?:and|or|but)\s", term) for term in terms)
            ):
                return tuple(terms)
    return None
