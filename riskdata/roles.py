"""Who may publish: the passphrase that analysts share, where no OpenID provider is configured.

In the manner of Jupyter's token it is drawn at random, shown once, and kept only as a hash. After
a few wrong tries from one address the next one is looked at only when some time has passed. Nobody
waits inside the server for that: whoever is too early is told when to come back. The tries stand
in the store's audit list, so that all replicas count the same ones.
"""

import hashlib
import hmac
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Literal

from riskdata.store import Store

SETTING = "passphrase"
SIGN_IN = "sign in"

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: five bits a letter, without those that are taken for one another."""
GROUPS, GROUP = 4, 5
"""Twenty letters: 100 bits."""
_MISREAD = str.maketrans("oil", "011", " -\t")

FREE_TRIES = 2
LONGEST_WAIT = 60
FORGOTTEN_AFTER = timedelta(hours=1)

# Percival's figures for signing in (Stronger key derivation, 2009): 16 MB, a tenth of a second.
# More would burden the viewers; what is drawn at random cannot be guessed from its hash anyway.
_COST, _BLOCK, _TURNS = 2**14, 8, 1
# One try at a time: the memory stays bounded, and no two are counted as one.
_trying = threading.Lock()


class Refused(Exception):
    """Somebody who is no analyst, or no longer one, asked for what only analysts may do."""


@dataclass(frozen=True)
class Verdict:
    """What came of a try: accepted, wrong, or too early to be looked at.

    `wait` is how many seconds must pass until the next try is looked at. `proof` is given where the
    try was accepted: keep it on the server and show it to `still_holds` before each deed.
    """

    outcome: Literal["accepted", "wrong", "too early"]
    wait: int = 0
    proof: str | None = None


def first_passphrase(store: Store) -> str | None:
    """Draw the store's passphrase if it has none yet; the passphrase if this call drew it.

    Raises `StoreError` where the store cannot be used.
    """
    if store.setting(SETTING) is not None:
        return None
    drawn = new_letters()
    kept = _kept(drawn)
    return drawn if store.setting(SETTING, first=kept) == kept else None


def new_passphrase(store: Store) -> str:
    """Draw another passphrase; the one before, and whoever signed in with it, holds no longer.

    Raises `StoreError` where the store cannot be used.
    """
    drawn = new_letters()
    store.set_setting(SETTING, _kept(drawn))
    return drawn


def check(store: Store, who: str, passphrase: str, origin: str) -> Verdict:
    """Judge a try to sign in, and note it in the audit list.

    `who` is the name given, `origin` the address that the try comes from. A try that comes too
    early is not looked at and not noted, so that nobody fills the list or puts off the others.
    Raises `StoreError` where the store cannot be used.
    """
    with _trying:
        now = datetime.now(UTC)
        wait = wait_after(_wrong_tries(store, origin), now)
        if wait:
            return Verdict("too early", wait)
        kept = store.setting(SETTING)
        accepted = kept is not None and _fits(passphrase, kept)
        store.note_down(who, SIGN_IN, "accepted" if accepted else "wrong passphrase", origin)
        if accepted:
            return Verdict("accepted", proof=kept)
        wrong = _wrong_tries(store, origin)
        return Verdict("wrong", wait_after(wrong, max(wrong, default=now)))


def still_holds(store: Store, proof: str) -> bool:
    """Whether the passphrase that somebody signed in with is still the store's."""
    return store.setting(SETTING) == proof


def wait_after(wrong: Sequence[datetime], now: datetime) -> int:
    """Seconds until the next try is looked at, given the times of the wrong ones.

    The first two cost nothing; each further one doubles the wait, from 2 seconds to at most 60.
    Tries of more than an hour ago are forgotten.
    """
    counted = [at for at in wrong if now - at < FORGOTTEN_AFTER]
    if len(counted) <= FREE_TRIES:
        return 0
    pause = min(2.0 ** (len(counted) - FREE_TRIES), LONGEST_WAIT)
    return max(0, ceil(pause - (now - max(counted)).total_seconds()))


def _wrong_tries(store: Store, origin: str) -> list[datetime]:
    """Times of the wrong tries from an address since the last right one, the newest first."""
    times = []
    for entry in store.audit():
        if entry.action == SIGN_IN and entry.detail == origin:
            if entry.outcome == "accepted":
                break
            times.append(entry.at)
    return times


def new_letters() -> str:
    """Letters drawn at random: "k7qm2-9xwdf-0t3hv-be5rs"."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def _kept(passphrase: str) -> str:
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}:{_hash(passphrase, salt).hex()}"


def _fits(passphrase: str, kept: str) -> bool:
    salt, digest = map(bytes.fromhex, kept.split(":"))
    return hmac.compare_digest(_hash(passphrase, salt), digest)


def _hash(passphrase: str, salt: bytes) -> bytes:
    letters = passphrase.lower().translate(_MISREAD).encode()
    return hashlib.scrypt(letters, salt=salt, n=_COST, r=_BLOCK, p=_TURNS, maxmem=2**26)
