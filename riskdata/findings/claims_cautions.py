"""What to beware of in the answer to a claim, in sentences."""

from riskdata.findings.chinese_targets_compared import times
from riskdata.measures.claim_answer import Answer, Unnamed
from riskdata.measures.claims import Assessed
from riskdata.wording import FEW, first_upper, listed, number, percent, span


def cautions(one: Assessed) -> list[str]:
    """Rows that repeat the speaker, and events that nobody can tell to be theirs or not."""
    decided = [answer for answer in one.own if answer.decided]
    said = dict.fromkeys(answer.of_speaker for answer in decided if answer.of_speaker)
    told = [f"The row itself names {one.claim.speaker}: “{words}”" for words in said]
    taken = {"share_at_least": "count as those of others"}.get(one.claim.test, "are left out")
    for answer in decided:
        if any(part.events for part in answer.unnamed):
            parts = [_without_name(part) for part in answer.unnamed]
            told.append(
                f"{first_upper(answer.metric)} without a known perpetrator {taken}: "
                f"{listed(parts)}.{_at_worst(answer)}"
            )
    return told


def _without_name(part: Unnamed) -> str:
    share = f" ({percent(part.events / part.of)})" if part.of >= FEW else ""
    return f"{number(part.events)} of {number(part.of)}{share} in {span(*part.period)}"


def _at_worst(answer: Answer) -> str:
    """What is left of a ratio if all of the earlier period without a name were theirs as well."""
    if answer.at_worst is None:
        return ""
    chance = ", which may be chance" if answer.at_worst.direction == "unclear" else ""
    return f" Were all of the earlier ones theirs too: {times(answer.at_worst)}{chance}."
