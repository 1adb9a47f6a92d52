"""The closed lists of words that columns may hold, each with what it means."""

EVENT_KIND = {
    "attack": "an attack by one side, lethal or not",
    "attack or clash": "the victims' side lost people; who began it is not coded (UCDP)",
    "operation or clash": "only militants died (UCDP)",
    "factional violence": "a fight in which neither side is the state",
    "cross-border fire": "fire between states across a border or the Line of Control",
    "foiled plot": "a plan that was stopped before anyone was attacked",
    "foreign strike": "a strike by another state or its forces inside Pakistan",
}
DATE_PRECISION = {
    "day": "the day is known",
    "week": "known within about a week",
    "month": "known to the month; the day is a placeholder",
    "year": "known to the year; month and day are placeholders",
}
LOCATION_PRECISION = {
    "exact": "the spot or the settlement itself",
    "town": "at or near the town",
    "district": "known to the district; the point stands for it",
    "province": "known to the province; the point stands for it",
    "country": "known to the country; the point stands for it",
}
ATTACK_TYPE = {
    "ambush": "a moving target attacked from cover",
    "armed assault": "an attack with firearms",
    "assassination": "the killing of a chosen person",
    "bombing": "an explosive set beforehand, on the road included",
    "complex attack": "several means together, such as a bomb and gunmen",
    "drone attack": "an attack by drone, by militants",
    "drone or missile strike": "a strike from the air, by a state",
    "grenade or rocket attack": "grenades, rockets or mortars",
    "hostage-taking": "people held on the spot",
    "kidnapping": "people taken away",
    "sabotage": "damage to things",
    "suicide bombing": "a bomber who dies in the blast",
    "other": "another means",
    "not recorded": "the source does not say",
}
TARGET_TYPE = {
    "armed group": "another armed group",
    "Chinese nationals": "citizens of China",
    "civilians": "civilians not listed apart",
    "CPEC project": "a project of the corridor, its staff or its guards",
    "education": "schools, teachers, pupils",
    "government": "officials and offices",
    "health workers": "health and vaccination staff",
    "infrastructure": "power, gas, rail, roads, telecommunication",
    "labourers": "workers from elsewhere",
    "media": "journalists and newsrooms",
    "military": "army and paramilitary forces",
    "police": "police, Levies and their posts",
    "political": "parties, candidates and polling",
    "religious": "places of worship, clergy, processions",
    "other": "another target",
    "not recorded": "the source does not say",
}
ATTRIBUTION = {
    "claimed": "the group claimed it",
    "blamed": "officials blamed the group",
    "suspected": "press or police suspected the group",
    "denied": "the group named in reports denied it",
    "coded by UCDP": "named by UCDP's coders",
    "coded by ACLED": "named by ACLED's coders",
    "coded by GTD": "named by the GTD's coders",
    "unknown": "no one named",
}
CONFIDENCE = {
    "confirmed": "officials or several independent sources",
    "reported": "one source, or a source at second hand",
    "unconfirmed": "a claim that no one else bears out",
}
STATUS = CONFIDENCE | {"denied": "a party named in it denies it"}

PERIOD = {
    "month": "a calendar month",
    "quarter": "a calendar quarter",
    "half-year": "six calendar months",
    "year": "a calendar year",
    "other": "any other span, such as January to September",
}
STATISTIC_METRIC = {
    "attacks": "attacks by militants",
    "attacks by BLA": "attacks attributed to the BLA",
    "attacks by ISKP": "attacks attributed to ISKP",
    "attacks by TTP": "attacks attributed to the TTP",
    "attacks on Chinese nationals": "attacks aimed at Chinese nationals",
    "incidents (all violence)": "attacks, clashes and operations together",
    "security operations": "operations by security forces",
    "suicide attacks": "suicide attacks",
    "killed": "people killed in attacks; militants in or out by the definition",
    "killed by BLA": "people killed in attacks attributed to the BLA",
    "killed by TTP": "people killed in attacks attributed to the TTP",
    "killed in attacks on Chinese nationals": "people killed in those attacks",
    "killed (all parties)": "everyone killed, militants included",
    "killed (all parties), low estimate": "the same, low estimate",
    "killed (all parties), high estimate": "the same, high estimate",
    "civilians killed": "civilians killed",
    "security forces killed": "soldiers, police and other forces killed",
    "militants killed": "militants killed",
    "wounded": "people wounded",
    "wounded in attacks on Chinese nationals": "people wounded in those attacks",
    "kidnapped": "people abducted by militants",
    "GTI rank": "rank among countries, 1 is most affected",
    "GTI score": "score from 0 to 10",
}
STATISTIC_REGIONS = {
    "Former FATA": "the tribal districts merged into Khyber Pakhtunkhwa in 2018",
    "KP mainland": "Khyber Pakhtunkhwa without the former tribal districts",
}
"""Regions that publishers count by and that are no row of `regions`; both lie inside
Khyber Pakhtunkhwa, so the three are never added up."""

ARMS_METRIC = {
    "share of recipient imports": "the supplier's share of what the recipient imported",
    "share of supplier exports": "the recipient's share of what the supplier exported",
    "recipient share of world imports": "the recipient's share of the world's imports",
    "recipient world rank": "the recipient's rank among importers",
    "import volume": "volume in SIPRI's trend-indicator value",
    "change in recipient imports": "change against the period before",
    "change in supplier exports to recipient": "change against the period before",
}
ARMS_UNIT = {
    "per cent": "hundredths",
    "rank": "place, 1 is largest",
    "million TIV": "millions of SIPRI's trend-indicator value",
}
SECTOR = {
    "airport": "airports",
    "digital": "fibre and data",
    "energy": "power stations",
    "mass transit": "city rail",
    "mining": "mines",
    "port": "harbours",
    "rail": "railways",
    "road": "roads",
    "social": "schools, hospitals, water for people",
    "special economic zone": "industrial zones",
    "transmission": "power lines",
    "water": "dams and water works",
}
PROJECT_STATUS = {
    "planned": "named or agreed, not begun",
    "under construction": "being built",
    "operational": "in use",
    "stalled": "halted or without funds",
    "cancelled": "given up",
}
PROJECT_PRECISION = {
    "exact": "the site itself",
    "approximate": "near the site, by some kilometres",
    "town": "the town that it stands in or is named after",
    "line": "a line of straight legs from town to town",
}
GEOMETRY_KIND = {"point": "one site", "line": "a line, see cpec_routes"}
ALIGNMENT = {
    "eastern": "the eastern route",
    "central": "the central route",
    "western": "the western route",
    "northern": "the Karakoram Highway",
    "rail": "railways",
    "fibre": "optical fibre",
    "transmission": "power lines",
}
FOOTPRINT_CATEGORY = {
    "agreement": "signed documents",
    "arms transfer": "orders, deliveries and shares of arms",
    "basing": "ports, bases and access, rumours included",
    "diplomatic statement": "what governments said",
    "economic investment": "money and people in the corridor",
    "force deployment": "forces raised or posted to guard Chinese interests",
    "intelligence cooperation": "shared intelligence",
    "joint exercise": "exercises held together",
    "policy initiative": "policies and plans",
    "private security contractors": "security companies",
    "security budget": "money for protection",
    "surveillance technology": "cameras, satellites, filters",
}
DOMAIN = {"land": "land forces", "naval": "navies", "air": "air forces"}
SCOPE = {
    "bilateral": "China and Pakistan only",
    "multinational": "others took part",
    "published count": "a published number of exercises, not one exercise",
}
INITIATOR = {
    "PRC": "China",
    "Pakistan": "Pakistan",
    "joint": "both",
    "other": "another party",
}
LIKELIHOOD = {
    "almost no chance": "1 to 5 per cent",
    "very unlikely": "5 to 20 per cent",
    "unlikely": "20 to 45 per cent",
    "roughly even chance": "45 to 55 per cent",
    "likely": "55 to 80 per cent",
    "very likely": "80 to 95 per cent",
    "almost certain": "95 to 99 per cent",
}
"""The words of Intelligence Community Directive 203 and the ranges it pairs them with."""

ANALYTIC_CONFIDENCE = {
    "low": "thin or doubtful evidence",
    "moderate": "credible evidence, short of certainty",
    "high": "good evidence from several sources",
}
CLAIM_TEST = {
    "at_least": "the figure reaches the threshold",
    "equals": "the figure equals the threshold",
    "ratio_at_least": "the figure is at least threshold times that of the base period",
    "highest_since": "the figure is higher than that of each like period of the base period",
    "share_at_least": "the share of rows that pass the filter reaches the threshold",
    "rate_ratio_above": "the yearly rate of rows is above threshold times that of the base period",
    "count_equals": "the number of rows that pass the filter equals the threshold",
    "row_equals": "a row that passes the filter holds the stated values",
    "none_with": "no row that passes the other conditions passes the last one",
}
"""The kinds of test of a claim, each as what holds if the claim holds."""

COVERAGE_STATUS = {
    "complete by UCDP definition": "every lethal event that UCDP knows",
    "complete by the publisher's definition": "every event that the publisher's definition holds",
    "provisional": "candidate data, to be revised",
    "sample of all militant attacks": "a sample, strongest on large attacks",
    "thin sample": "a sample too thin for any trend",
    "attacks on Chinese nationals and projects only": "every known one, and nothing else",
}
REGION_KIND = {
    "country": "Pakistan",
    "province": "provinces, Islamabad, Azad Kashmir and Gilgit-Baltistan",
    "district": "districts of the 2023 census",
}
