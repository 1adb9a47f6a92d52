"""The shared passphrase: drawn once, kept as a hash, slow to guess, and renewable."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdata import roles
from riskdata.store import Store

HERE, ELSEWHERE = "192.0.2.7", "198.51.100.9"
NOON = datetime(2026, 1, 6, 12, tzinfo=UTC)


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture
def store(address: str) -> Store:
    return Store(address)


def passphrase_of(store: Store) -> str:
    drawn = roles.first_passphrase(store)
    assert drawn
    return drawn


def test_the_first_start_draws_a_passphrase_and_later_ones_do_not(store):
    assert len(set(passphrase_of(store).replace("-", ""))) > 5
    assert roles.first_passphrase(store) is None


def test_a_passphrase_has_100_bits_in_groups_that_are_easy_to_type():
    drawn = roles.new_letters()
    assert [len(group) for group in drawn.split("-")] == [5, 5, 5, 5]
    assert set(drawn) - {"-"} <= set(roles.LETTERS)
    assert len(roles.LETTERS) == 2**5


def test_replicas_that_start_together_draw_one_passphrase(address):
    with ThreadPoolExecutor(4) as pool:
        stores = [Store(address) for _ in range(4)]
        drawn = [one for one in pool.map(roles.first_passphrase, stores) if one]
    assert len(drawn) == 1
    assert roles.check(Store(address), "Saima", drawn[0], HERE).outcome == "accepted"


def test_the_store_holds_no_passphrase_in_the_clear(store, tmp_path):
    drawn = passphrase_of(store)
    roles.check(store, "Saima", drawn, HERE)
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert drawn.encode() not in written
    assert drawn.replace("-", "").encode() not in written


def test_capitals_spaces_and_look_alikes_are_forgiven(store):
    drawn = passphrase_of(store)
    as_typed = f" {drawn.upper().replace('-', ' ').replace('0', 'O').replace('1', 'l')} "
    assert roles.check(store, "Saima", as_typed, HERE).outcome == "accepted"


@pytest.mark.parametrize(
    "change", [lambda drawn: "", lambda drawn: drawn[:-1], lambda drawn: f"{drawn}a",
               lambda drawn: drawn[::-1], lambda drawn: "🐪" * 10_000],
)  # fmt: skip
def test_nothing_else_is_let_in(store, change):
    drawn = passphrase_of(store)
    assert roles.check(store, "Saima", change(drawn), HERE).outcome == "wrong"


def test_where_no_passphrase_was_drawn_nobody_is_let_in(store):
    assert roles.check(store, "Saima", "", HERE).outcome == "wrong"


def test_tries_are_noted_in_the_audit_list(store):
    drawn = passphrase_of(store)
    roles.check(store, "Mallory", "guess", ELSEWHERE)
    roles.check(store, "Saima", drawn, HERE)
    assert [(line.who, line.action, line.outcome, line.detail) for line in store.audit()] == [
        ("Saima", "sign in", "accepted", HERE),
        ("Mallory", "sign in", "wrong passphrase", ELSEWHERE),
    ]


def test_the_third_wrong_try_makes_even_the_right_one_wait_on_every_replica(store, address):
    drawn = passphrase_of(store)
    tries = [roles.check(store, "Mallory", "guess", ELSEWHERE) for _ in range(3)]
    assert [one.wait for one in tries] == [0, 0, 2]
    replica = Store(address)
    before = time.monotonic()
    early = roles.check(replica, "Mallory", drawn, ELSEWHERE)
    assert early.outcome == "too early"
    assert early.proof is None
    assert time.monotonic() - before < 0.5, "nobody waits inside the server"
    assert roles.check(replica, "Saima", drawn, HERE).outcome == "accepted", "others go on"
    time.sleep(early.wait)
    assert roles.check(replica, "Mallory", drawn, ELSEWHERE).outcome == "accepted"
    assert roles.check(replica, "Mallory", "guess", ELSEWHERE).wait == 0, "a right one clears them"


def test_tries_that_come_too_early_neither_fill_the_audit_list_nor_lengthen_the_wait(store):
    passphrase_of(store)
    for _ in range(3):
        roles.check(store, "Mallory", "guess", HERE)
    waits = [roles.check(store, "Mallory", "guess", HERE).wait for _ in range(20)]
    assert max(waits) <= 2
    assert len(store.audit()) == 3


def test_the_wait_doubles_up_to_a_minute():
    waits = [roles.wait_after([NOON] * wrong, NOON) for wrong in range(11)]
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60]


@given(st.lists(st.integers(0, 7200)))
def test_the_wait_never_locks_anyone_out(seconds_ago):
    wrong = [NOON - timedelta(seconds=one) for one in seconds_ago]
    assert 0 <= roles.wait_after(wrong, NOON) <= 60
    assert roles.wait_after(wrong, NOON + timedelta(seconds=60)) == 0


def test_a_new_passphrase_ends_the_old_one_and_who_signed_in_with_it(store):
    old = passphrase_of(store)
    proof = roles.check(store, "Saima", old, HERE).proof
    assert proof
    assert roles.still_holds(store, proof)
    new = roles.new_passphrase(store)
    assert not roles.still_holds(store, proof)
    assert roles.check(store, "Saima", old, HERE).outcome == "wrong"
    assert roles.check(store, "Saima", new, HERE).outcome == "accepted"
