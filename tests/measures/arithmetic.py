"""Works out a printed sum as a pocket calculator or a spreadsheet would."""

import re
from math import e, sqrt

from scipy.stats import beta, chi2, t

FUNCTIONS = {
    "√": sqrt,
    "BETA_INV": beta.ppf,
    "CHISQ_INV": chi2.ppf,
    "T_INV_2T": lambda level, freedom: t.ppf(1 - level / 2, freedom),
}


def worked_out(printed: str) -> float:
    """The value of a sum as it is printed."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", printed)
    text = text.replace("√", "sqrt").replace("²", "**2").replace("^", "**")
    text = text.replace("×", "*").replace("÷", "/").replace("−", "-").replace("\u00a0", " ")
    text = re.sub(r"([A-Z])\.(?=[A-Z0-9])", r"\1_", text)
    names = {"sqrt": sqrt, "e": e, **{k: v for k, v in FUNCTIONS.items() if k != "√"}}
    return float(eval(text, {"__builtins__": {}}, names))


def shown(result: str) -> tuple[float, float]:
    """The number that a result prints, and half a unit of its last digit."""
    power = re.search(r"× 10\^\((−?\d+)\)", result)
    scale = 10.0 ** int(power[1].replace("−", "-")) if power else 1.0
    digits = re.match(r"−?[\d,]+(?:\.(\d+))?", result)
    assert digits, result
    value = float(digits[0].replace(",", "").replace("−", "-"))
    return value * scale, 0.5 * 10.0 ** -len(digits[1] or "") * scale
