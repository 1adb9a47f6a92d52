"""Abbreviations that titles and summaries hold, for readers who do not live among them."""

import re

MEANINGS = {
    "BLA": "Balochistan Liberation Army",
    "CSOC": "China Shipbuilding and Offshore International Company",
    "ECC": "Economic Coordination Committee of Pakistan's cabinet",
    "ETIM": "East Turkestan Islamic Movement",
    "MoU": "memorandum of understanding",
    "MSS": "China's Ministry of State Security",
    "NACTA": "Pakistan's National Counter Terrorism Authority",
    "PLA": "People's Liberation Army, China's armed forces",
    "PMSS": "ship of Pakistan's Maritime Security Agency",
    "PNS": "ship of Pakistan's navy",
    "PRSS": "Pakistan Remote Sensing Satellite",
    "PSC": "private security company",
    "QCCM": "Quadrilateral Cooperation and Coordination Mechanism",
    "SCO": "Shanghai Cooperation Organisation",
    "SIPRI": "Stockholm International Peace Research Institute",
    "SSD": "Special Security Division, Pakistan's troops for CPEC",
}

_WORD = re.compile(rf"\b({'|'.join(MEANINGS)})s?\b")


def explained(text: str) -> str:
    """What the abbreviations in a text stand for, in the order of the alphabet: "PSC: private
    security company." Empty where it holds none that is known here."""
    found = sorted(set(_WORD.findall(text)), key=str.casefold)
    told = "; ".join(f"{short}: {MEANINGS[short]}" for short in found)
    return f"{told}." if told else ""
