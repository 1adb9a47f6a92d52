"""What the store keeps and gives back: editions, versions, contents, the audit list, settings."""

from datetime import UTC, datetime, timedelta

import pytest

from riskdata.store import Change, Conflict, StoreError
from tests.store.publishing import BUNDLED, DATASETS, change, content, current, publish


def test_a_new_store_holds_nothing_and_looking_into_it_makes_nothing(store, tmp_path):
    assert store.newest() == 0
    assert store.editions() == store.versions() == store.audit() == []
    assert store.as_of_edition(0) == {}
    assert store.setting("passphrase") is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_published_is_given_back_byte_for_byte(store):
    new = content("تربت", "=1+1", "Zoë\t“quoted”")
    made = publish(store, "Saima", "Two more attacks.", incidents=new)
    version = current(store)["incidents"]
    assert (version.number, version.rows, version.as_of) == (1, new.rows, new.as_of)
    assert version.edition == made
    assert (made.number, made.author, made.note) == (1, "Saima", "Two more attacks.")
    assert store.content(version.hash) == new.csv
    assert abs(datetime.now(UTC) - made.at) < timedelta(minutes=1)


def test_the_bundled_data_are_written_down_as_edition_0_before_the_first_publishing(store):
    publish(store, "Saima", "first", incidents=["one"])
    before = store.as_of_edition(0)
    assert {name: version.hash for name, version in before.items()} == {
        name: bundled.hash for name, bundled in BUNDLED.items()
    }
    assert all(version.edition.bundled and version.number == 0 for version in before.values())
    assert [edition.number for edition in store.editions()] == [1, 0]


def test_several_datasets_go_live_together_in_one_edition(store):
    made = publish(store, "Saima", "all", incidents=["one"], cpec_projects=["two"], claims=["six"])
    assert {version.edition for version in current(store).values()} == {made}


def test_an_edition_is_seen_as_it_was_however_much_came_after(store):
    publish(store, "Saima", "first", incidents=["one"])
    publish(store, "Bilal", "second", claims=["two"])
    then = store.as_of_edition(2)
    publish(store, "Saima", "third", incidents=["one", "three"], claims=["four"])
    assert store.as_of_edition(2) == then
    assert then["incidents"].edition.author == "Saima"
    assert then["claims"].edition.author == "Bilal"


def test_versions_of_a_dataset_follow_each_other_the_newest_first(store):
    for word in ("one", "two", "three"):
        publish(store, "Saima", word, incidents=[word])
    found = store.versions("incidents")
    assert [(one.number, one.based_on) for one in found] == [(3, 2), (2, 1), (1, 0), (0, None)]
    assert [one.edition.note for one in found[:3]] == ["three", "two", "one"]
    assert {one.dataset for one in store.versions()} == set(DATASETS)


def test_an_old_content_is_brought_back_as_a_new_version(store):
    publish(store, "Saima", "first", incidents=["one"])
    publish(store, "Saima", "second", incidents=["two"])
    back = change(store, "incidents", content("one"), restores=1)
    store.publish([back], BUNDLED, "Bilal", "The second was wrong.")
    newest, _, first, _ = store.versions("incidents")
    assert (newest.number, newest.restores, newest.hash) == (3, 1, first.hash)
    entry = store.audit()[0]
    assert (entry.who, entry.action, entry.outcome) == ("Bilal", "restore", "done")
    assert entry.detail == "edition 3: incidents version 3, which is version 1 again"


def test_whoever_publishes_on_what_is_no_longer_current_is_told_who_came_before(store):
    late = change(store, "incidents", content("mine"))
    publish(store, "Bilal", "Friday's attacks", incidents=["his"])
    known = store.versions()
    with pytest.raises(Conflict, match=r"published anew by Bilal \(version 1: Friday's attacks"):
        store.publish([late], BUNDLED, "Saima", "too late")
    assert store.versions() == known
    assert [entry.who for entry in store.audit()] == ["Bilal"]


def test_a_conflict_in_one_dataset_keeps_back_the_others(store):
    late = [change(store, name, content("mine")) for name in ("claims", "incidents")]
    publish(store, "Bilal", "meanwhile", incidents=["his"])
    with pytest.raises(Conflict):
        store.publish(late, BUNDLED, "Saima", "both")
    assert current(store)["claims"].edition.bundled


def test_two_who_change_different_datasets_do_not_stand_in_each_others_way(store):
    hers = change(store, "claims", content("hers"))
    publish(store, "Bilal", "meanwhile", incidents=["his"])
    store.publish([hers], BUNDLED, "Saima", "claims")
    assert {name: one.edition.author for name, one in current(store).items()} == {
        "incidents": "Bilal", "claims": "Saima", "cpec_projects": "Corridor Watch",
    }  # fmt: skip


def test_new_bundled_files_are_written_down_except_where_somebody_published(store):
    publish(store, "Saima", "first", incidents=["one"])
    shipped = {name: content(f"newer {name}") for name in DATASETS}
    late = change(store, "incidents", content("two"))
    made = store.publish([late], shipped, "Saima", "second")
    assert [(one.number, one.bundled) for one in store.editions()] == [
        (3, False), (2, True), (1, False), (0, True),
    ]  # fmt: skip
    assert made.number == 3
    assert current(store)["claims"].hash == shipped["claims"].hash
    assert store.as_of_edition(1)["claims"].hash == BUNDLED["claims"].hash
    assert [one.edition.bundled for one in store.versions("incidents")] == [False, False, True]


def test_a_change_of_a_bundled_file_that_changed_meanwhile_is_a_conflict(store):
    seen = Change("claims", content("mine"), BUNDLED["claims"].hash)
    shipped = {**BUNDLED, "claims": content("newer claims")}
    with pytest.raises(Conflict, match="the bundled file of claims has changed"):
        store.publish([seen], shipped, "Saima", "on the old file")
    assert store.newest() == 0


def test_one_content_stands_once_in_the_store_however_often_it_is_published(store):
    same = content("same")
    publish(store, "Saima", "first", incidents=same, claims=same)
    publish(store, "Saima", "second", incidents=["other"])
    publish(store, "Saima", "third", incidents=same)
    assert {version.hash for version in store.versions()} == {
        same.hash, content("other").hash, *(bundled.hash for bundled in BUNDLED.values())
    }  # fmt: skip
    assert store.content(same.hash) == same.csv


def test_another_process_sees_what_was_published(store, open_store):
    beside = open_store()
    assert beside.newest() == 0
    publish(store, "Saima", "first", incidents=["one"])
    assert beside.newest() == 1
    assert beside.versions() == store.versions()


def test_the_audit_list_tells_of_each_publishing_and_of_what_is_noted_down(store):
    publish(store, "Saima", "first", incidents=["one"], claims=["two"])
    store.note_down("a viewer", "publish", "refused", "192.0.2.7")
    refused, done = store.audit()
    assert (refused.who, refused.action, refused.outcome) == ("a viewer", "publish", "refused")
    assert (done.who, done.outcome) == ("Saima", "done")
    assert done.detail == "edition 1: incidents version 1; claims version 1"
    assert store.audit(most=1) == [refused]


def test_a_setting_keeps_its_first_value_until_it_is_set_anew(store, open_store):
    assert store.setting("passphrase", first="hash") == "hash"
    assert open_store().setting("passphrase", first="another") == "hash"
    store.set_setting("passphrase", "renewed")
    assert open_store().setting("passphrase") == "renewed"


def test_a_content_that_was_never_stored_is_named_as_such(store):
    publish(store, "Saima", "first", incidents=["one"])
    with pytest.raises(StoreError, match="is not whole in the store"):
        store.content("0" * 64)
