"""Cells that a spreadsheet would run as a formula, kept text on the way out and back in.

After OWASP's page on CSV injection: a cell that begins with =, +, -, @, tab or carriage return
gets an apostrophe in front. One that already has apostrophes before such a sign gets one more, so
that reading can take one off and every text comes back as it was.
"""

import pandas as pd


def escaped(texts: pd.Series) -> pd.Series:
    """The same texts, none of which a spreadsheet takes for a formula."""
    return texts.str.replace(r"^('*[=+\-@\t\r])", r"'\1", regex=True)


def unescaped(texts: pd.Series) -> pd.Series:
    """The texts that `escaped` was given."""
    return texts.str.replace(r"^'('*[=+\-@\t\r])", r"\1", regex=True)
