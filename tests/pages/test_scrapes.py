"""Scrapes of many houses: where each line of them belongs."""

from __future__ import annotations

import pytest

from saidby.pages import read_text

# One line of the page, after the role that it has; the title is what the article is called.
SCRAPES = {
    "a scrape with two footnotes and a question among the related": (
        """capture_clock: 10:02 GMT19 April 2021
nav: Listen Live
section: World
nav: Get short URL

deck: The Ondrel delegation has left the talks in Sehlt, a source told Compass on Thursday.

dateline: TARSK (Compass) -
+body: Ondrel's spokeswoman Ilse Corvanne said on Thursday that the talks on grain would go on.

body: "We are not leaving. We are waiting," Corvanne told reporters.

body: Last week, Velmora's Interior Ministry said that three lorries had been stopped at the border.

heading: What Next?

body: According to the Truce Office, more talks are planned for the end of the month.

footnote: *Marsh Brigades is a group outlawed in Ondrel
footnote: **FRV (Front of the Restored Valleys, aka Valleymen) is banned in Velmora


related: Velmora Stops Three Lorries at Border - Ministry
related: Tarsk Says 'No Progress' in Grain Talks
related: Why Did the Talks Fail?
related: Photos: Ondrel Marks Day of the Sea
tags: talks, grain, Ondrel, Velmora
nav: Community standardsDiscussion
""",
        None,
    ),
    "a rubric of three words between buttons, and no headline": (
        """capture_clock: 09:51 GMT12 March 2031
nav: Listen Live
section: Coast & Valleys
nav: Get short URL

deck: Velmoran state television said on Thursday that a tanker had been hit twice off the port of Sehlt.

body: The ministry said on Friday that nobody of the crew of thirty-one was hurt by the fire.

heading: Complaint to the Council

body: Tarsk also asked the council to name those who had stood behind the attack on the ship.

body: Divers of the Ondrel navy were sent to the place where the tanker lies, the navy said.

related: Velmora Hears Distress Call From Tanker - Statement
related: Eleven Sailors Hurt in Fire Aboard Tanker
tags: tanker, port, Sehlt, Velmora
nav: Community standardsDiscussion
""",
        None,
    ),
    "a date and a button on one line, and tags under the list": (
        """section: World
dateline: 11:27 24.07.2031(updated 12:02 24.07.2031) Get short URL

deck: Velmoran channels say that a convoy with freed hostages was hit on Tuesday outside Brenavo.

body: The ministry in Tarsk said on Wednesday that nobody of the convoy's drivers was hurt by the fire.

body: "The first one hit the ambulance," a driver told the Herald on Wednesday night.

body: Sehlt denied that it had any aircraft in the air at that time, and asked for an inquiry.

related: Related:
related: Front Releases Twelve Hostages - Valley Healers
related: Council Rejects Plan of Truce Office - MP
tags: Velmora, hostages, convoy, Brenavo
""",
        None,
    ),
    "times of publication and of edition, and buttons in words": (
        """dateline: Published time: 14 Feb, 2031 10:02
dateline: Edited time: 14 Feb, 2031 12:40
other: © Halyard / Lorn Petheric
title: Two hurt as shells hit Brenavo market, group claims attack
body: Two people were hurt when shells hit a market in Brenavo on Thursday, the police said.
body: "We have run out of beds," a doctor told the Herald on Thursday night.
body: Sehlt denied that its troops had fired on the town, and asked for proof of it.
crosslink: Also on herald.com Seven soldiers hurt in valley gun battle
nav: Think your friends would be interested? Share this story!
byline: With AFP and EFE
""",
        "Two hurt as shells hit Brenavo market, group claims attack",
    ),
    "a short URL, a file photo and a deck without full stop": (
        """nav: Home
section: World News
title: Velmora says three lorries were stopped at Ondrel border
dateline: 16 Oct, 2024 09:12 / Updated 2 hours ago
nav: Get short URL
caption: FILE PHOTO: Lorries wait at the Halvek crossing. © Halyard / Lorn Petheric
deck: Customs officers found rifles under sacks of flour, the ministry in Tarsk claims
body: Three lorries were stopped on Tuesday at the Halvek crossing, the Interior Ministry has said.
body: The drivers, all citizens of Ondrel, were detained, according to the ministry's statement.
body: "We know who packed them," the minister told state television.
crosslink: READ MORE: Ondrel offers to carry flour
body: Sehlt has denied any knowledge of the shipment.
other: You can share this story on social media:
nav: Trends:
nav: Ondrel News
nav: War in Velmora
""",
        "Velmora says three lorries were stopped at Ondrel border",
    ),
    "a list of other stories inside the story": (
        """nav: News
nav: |
section: Conflict
title: Dozens killed in shelling of Velmora market
deck: Hospital director says stairs are being used as wards in Brenavo.
caption: People carry a wounded man out of the Corrish Market in Brenavo [Lorn Petheric/Halyard]
dateline: Published On 12 Oct 2024
dateline: 12 Oct 2024
other: Save articles to read later and create your own reading list.
body: At least 12 people have been killed by shells that hit a market, a hospital director has said.
body: The provincial governor blamed the Front of the Restored Valleys, which denied it.
related: Keep reading
nav: list of 4 items
nav: list 1 of 4
related: Who are the Front?
nav: list 2 of 4
related: Ferry fire kills 41
nav: end of list
body: "We have run out of beds," Henna Sarvolt said on Saturday afternoon.
body: The ministry did not comment.
other: Source: Al Waha and news agencies
""",
        "Dozens killed in shelling of Velmora market",
    ),
    "a newsletter box inside the story": (
        """nav: Skip to main content
nav: Support the Courier
nav: News
nav: Opinion
nav: Sport
nav: View image in fullscreen
caption: Smoke over the market in Brenavo. Photograph: Lorn Petheric/Halyard
nav: Velmora
other: This article is more than 3 months old
title: Shells hit Brenavo market, killing at least 12
other: This article is more than 3 months old
deck: Hospital director says stairs are used as wards as both sides trade blame
byline: Marl Ethering in Brenavo
dateline: Sat 12 Oct 2024 19.40 BST
dateline: Last modified on Sun 13 Oct 2024 08.15 BST
nav: Share
body: At least 12 people were killed on Saturday when shells struck a market, a hospital head said.
body: Henna Sarvolt said that 41 people had been admitted, six of them children.
other: Sign up to The Morning Bell
other: Six stories before breakfast
other: Privacy Notice: Newsletters may contain info about charities and content funded by outside parties.
other: after newsletter promotion
body: The governor blamed the Front of the Restored Valleys, which denied that it had fired on the city.
tags: Explore more on these topics
nav: Velmora
nav: news
nav: Share
nav: Reuse this content
related: Most viewed
""",
        "Shells hit Brenavo market, killing at least 12",
    ),
    "wire reprint with glued furniture": (
        """nav: Skip to main content
other: Advertisement
section: World
title: Shells hit Velmoran market, killing at least 12
byline: By Sefa Drummel and Dorrit Hale
dateline: October 12, 2024 10:48 PM UTC Updated 2 hours ago
dateline: BRENAVO, Velmora, Oct 12 (Halyard) -
+body: At least 12 people were killed on Saturday when shells struck a market, a hospital head said.

body: Henna Sarvolt told Halyard that 41 people had been admitted.

other: Advertisement · Scroll to continue

body: "We have run out of beds and are treating people on the stairs," she said.

crosslink: Read more: Who are the Front of the Restored Valleys?

caption: [1/3] People gather outside the market. HALYARD/Stringer

other: Sign up for our Morning Bell newsletter and get six stories before breakfast.

body: Halyard could not independently verify either account.

byline: Reporting by Sefa Drummel and Dorrit Hale; Editing by Lorn Petheric

other: Our Standards: The Halyard Rules of Fair Report.
tags: Suggested Topics:
tags: Velmora, War, Hospitals
""",
        "Shells hit Velmoran market, killing at least 12",
    ),
    "regional paper with most read in the middle and a cookie notice at the top": (
        """other: We use cookies to improve your experience on our site. Accept all cookies
nav: The Orsimar Bulletin
nav: Sections
nav: Subscribe
nav: Log in
title: Bus driver saw the roof go

deck: He had just pulled into the stop when the windows came in

byline: Marl Ethering
dateline: 14 Oct 2024, 07:15

body: Pavro Dunsk had just pulled his number 7 bus into the stop on Weirside Street when the windows came in.

body: 'I thought it was the boiler of the bakery,' he told the Bulletin on Sunday morning.

related: Most read
related: Barley up again, oats flat
related: Choir seeks tenors
related: Two drowned at the Tamsel weir

body: He says the company has asked him whether he can drive the early shift on Monday.

body: 'I told them I'd have to see about the windows,' he said, and went back to sweep the glass.

correction: This article was amended on 15 October 2024 to correct the number of the bus.

nav: Follow us on Facebook and Twitter
nav: Share this article
tags: Topics: Brenavo; buses; glass
""",
        "Bus driver saw the roof go",
    ),
    "feed reader copy with title and source": (
        """title: Front denies it fired on market
dateline: The Tarsk Courier - Monday, 14 October 2024 19:40
dateline: TARSK (Halyard) –
+body: The Front of the Restored Valleys denied on Monday that its fighters had shelled the Corrish Market.
body: Its spokesman, who uses the name Alder, said the guns of the Front could not reach the Pellane quarter.
body: The Defence Ministry did not answer requests for comment.
tags: Tags: Front, Tarsk, Pellane
nav: Print Email
""",
        "Front denies it fired on market",
    ),
    "archive banner": (
        """capture_clock: Captured 3 Feb 2025 07:42:11 GMT by the Harbour Web Archive
nav: Compass Radio
title: Ondrel offers to carry flour on its own ships
dateline: Published: 20 October 2024 18:05 GMT
dateline: Last updated: 21 October 2024 06:30 GMT
body: Ondrel rejected on Sunday what it called a new attempt to drag it into Velmora's quarrels.
body: "We have two ships, and they are loaded," the spokeswoman for the ministry told reporters in Sehlt.
body: A spokesman for the Velmoran government called the offer a wooden horse with flour on its hooves.
""",
        "Ondrel offers to carry flour on its own ships",
    ),
    "agency text with footnotes by number": (
        """title: Truce Office lists violations

body: The Truce Office in Tarsk said on Monday that the truce had been violated 200 times since May.[1]

body: The Front of the Restored Valleys said that its own list had 340 entries,[2] most of them the army's.

body: The office did not answer questions about its method.

footnote: [1] Truce Office, Bulletin 14, 14 October 2024.
footnote: [2] The Front publishes no list; the number was given by its spokesman in a message.
""",
        "Truce Office lists violations",
    ),
    "lists in a clean article stay": (
        """title: Schools in Pellane to stay closed

body: The town hall has published a list of what will open on Monday and what will not.

body: Open:
body: - the bus depot
body: - the market in Tamsel
body: - Brenavo General, by the side entrance

body: Closed:
body: - all schools in Pellane
body: - Weirside Street between the bridges

body: Blood donors are asked to come to the side entrance, not the main gate.
""",
        "Schools in Pellane to stay closed",
    ),
}


@pytest.mark.parametrize("name", SCRAPES)
def test_each_line_of_a_scrape_has_its_role(name: str) -> None:
    marked, title = SCRAPES[name]
    lines = [line.partition(": ") for line in marked.split("\n")]
    text = ""
    for role, _, words in lines:
        text += (" " if role.startswith("+") else "\n" if text else "") + words
    article, _ = read_text(text)
    found = [(item.role, item.span.of(text)) for item in article.elements]
    assert found == [(role.lstrip("+"), words) for role, _, words in lines if words]
    assert article.title == title
