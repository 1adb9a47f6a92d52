"""Who is signed in, and the box to sign in and out.

Where `[auth]` is configured in Streamlit's secrets, an OpenID provider says who somebody is, and
the settings say whose verified e-mail addresses are analysts'. Elsewhere analysts share the
passphrase of `riskdata.roles`. Either way it is this process that knows who is an analyst:
`require_analyst` stands before every deed, and hiding a button is only a courtesy.
"""

import os
from collections.abc import Mapping
from typing import NamedTuple, NoReturn

import streamlit as st

from riskdata import roles
from riskdata.store import store

SIGNED_IN = "analyst signed in"
ANALYSTS = "CORRIDOR_WATCH_ANALYSTS"
LONGEST_NAME = 80


class _SignedIn(NamedTuple):
    name: str
    proof: str


def analyst() -> str | None:
    """The analyst of this session, who is the author of what they publish; None for a viewer.

    With OpenID Connect their e-mail address, with the passphrase the name that they gave.
    """
    if _by_provider():
        address = _verified_address()
        return address if address and address in _named() else None
    known: _SignedIn | None = st.session_state.get(SIGNED_IN)
    return known.name if known else None


def require_analyst(deed: str) -> str:
    """The analyst of this session, asked for before a deed such as "publish".

    Raises `riskdata.roles.Refused` for anybody else, which the audit list notes, and `StoreError`
    where the store cannot be used.
    """
    known: _SignedIn | None = st.session_state.get(SIGNED_IN)
    if known and not roles.still_holds(store(), known.proof):
        del st.session_state[SIGNED_IN]
        _refuse(known.name, deed, "The passphrase has been renewed. Sign in with the new one.")
    name = analyst()
    if name is None:
        address = _verified_address() if _by_provider() else None
        _refuse(address or "a viewer", deed, "Only analysts may do this. Sign in first.")
    return name


def _refuse(who: str, deed: str, reason: str) -> NoReturn:
    store().note_down(who, deed, "refused", _origin())
    raise roles.Refused(reason)


def announce_passphrase() -> None:
    """Print the passphrase to the console where it has just been drawn for the first time.

    Raises `StoreError` where the store cannot be used.
    """
    if not _by_provider() and (drawn := roles.first_passphrase(store())):
        print(f"\n  Analysts sign in with this passphrase, shown only now: {drawn}\n", flush=True)


def sign_in_box() -> None:
    """What the session is, and how to sign in or out.

    Raises `StoreError` where the store cannot be used.
    """
    name = analyst()
    if name:
        st.text(f"Signed in as {name}.")
        st.button("Sign out", on_click=_sign_out)
    elif not _by_provider():
        _passphrase_form()
    elif st.user.is_logged_in:
        st.text(_why_no_analyst())
        st.button("Sign out", on_click=_sign_out)
    else:
        for provider in _providers():
            label = f"Sign in with {provider}" if provider else "Sign in"
            st.button(label, key=f"sign-in-{provider}", on_click=st.login, args=[provider])


def _passphrase_form() -> None:
    with st.form("sign-in", enter_to_submit=True):
        name = st.text_input("Your name", max_chars=LONGEST_NAME, autocomplete="name")
        passphrase = st.text_input("Passphrase", type="password", max_chars=200)
        st.caption("Your name stands beside what you publish.")
        tried = st.form_submit_button("Sign in")
    if tried:
        wrong = _try(_plain(name), passphrase)
        if wrong is None:
            st.rerun()
        st.error(wrong)


def _try(name: str, passphrase: str) -> str | None:
    """Sign in, or say in words why not."""
    if not name:
        return "Write your name, too."
    verdict = roles.check(store(), name, passphrase, _origin())
    if verdict.proof:
        st.session_state[SIGNED_IN] = _SignedIn(name, verdict.proof)
        return None
    later = f" Try again in {verdict.wait} seconds." if verdict.wait else ""
    if verdict.outcome == "too early":
        return f"There were too many wrong tries.{later}"
    return f"That is not the passphrase.{later}"


def _plain(name: str) -> str:
    """A name without characters that have no picture or turn the writing round."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())


def _sign_out() -> None:
    st.session_state.pop(SIGNED_IN, None)
    if _by_provider():
        st.logout()


def _why_no_analyst() -> str:
    address = _verified_address()
    if address is None:
        return (
            "Your provider did not give a verified e-mail address, so you may view but not "
            "publish. Verify your address there, then sign in again."
        )
    return (
        f"Signed in as {address}, who may view but not publish. Whoever runs this dashboard can "
        "name you as an analyst."
    )


def _by_provider() -> bool:
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def _providers() -> list[str | None]:
    auth = st.secrets["auth"]
    unnamed: list[str | None] = [None] if "client_id" in auth else []
    return unnamed + [
        name for name, part in auth.items() if isinstance(part, Mapping) and "client_id" in part
    ]


def _verified_address() -> str | None:
    """The e-mail address for which the provider vouches, in lower case."""
    if st.user.get("is_logged_in") and st.user.get("email_verified") is True:
        return str(st.user.get("email", "")).strip().lower() or None
    return None


def _named() -> set[str]:
    """The addresses that the settings name as analysts', in lower case."""
    settings = st.secrets.get("corridor_watch", {}).get("analysts", [])
    named = os.environ.get(ANALYSTS, "").split(",") + list(settings)
    return {address.strip().lower() for address in named if address.strip()}


def _origin() -> str:
    return st.context.ip_address or "this machine"
