"""Many who publish at once: one wins each time, the others are told, and nothing is lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from riskdata.store import Conflict, Edition, Store
from tests.store.processes import WHOLE, begin, publish_again_and_again
from tests.store.publishing import BUNDLED, change, content, publish

WRITERS, TIMES = (20, 20) if WHOLE else (4, 4)


def attempt(store: Store, author: str, word: str, start: Barrier) -> Edition | Conflict:
    mine = change(store, "incidents", content(f"{author} {word}"))
    start.wait()
    try:
        return store.publish([mine], BUNDLED, author, word)
    except Conflict as conflict:
        return conflict


def test_of_two_who_publish_at_once_one_wins_and_the_other_is_told(open_store):
    stores = {"Saima": open_store(), "Bilal": open_store()}
    for number in range(1, 6):
        start = Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            attempts = {
                author: pool.submit(attempt, store, author, f"round {number}", start)
                for author, store in stores.items()
            }
        results = {author: attempt.result() for author, attempt in attempts.items()}
        conflict = next(one for one in results.values() if isinstance(one, Conflict))
        won = open_store().editions()[0]
        assert won.number == number
        assert results[won.author] == won
        assert conflict.current is not None
        assert conflict.current.edition == won


def test_many_writers_make_one_unbroken_chain(open_store, address):
    authors = [f"analyst {number}" for number in range(WRITERS)]
    writers = [begin(publish_again_and_again, address, author, TIMES) for author in authors]
    assert {said.recv() for _, said in writers} == {"ready"}
    for _, said in writers:
        said.send("go")
    conflicts = sum(said.recv() for _, said in writers)
    for process, _ in writers:
        process.join(60)
        assert process.exitcode == 0
    store = open_store()
    *published, bundled = store.versions("incidents")
    count = WRITERS * TIMES
    assert [(one.number, one.based_on) for one in published] == [
        (number, number - 1) for number in range(count, 0, -1)
    ]
    assert bundled.number == 0
    assert Counter(one.edition.author for one in published) == dict.fromkeys(authors, TIMES)
    assert all(
        store.content(one.hash) == content(f"{one.edition.author} {one.edition.note}").csv
        for one in published
    )
    assert len([entry for entry in store.audit(10_000) if entry.outcome == "done"]) == count
    print(f"{WRITERS} writers x {TIMES}: {count} versions, {conflicts} conflicts told")


def test_readers_go_on_while_somebody_publishes(open_store):
    store, reader = open_store(), open_store()
    publish(store, "Saima", "first", incidents=["one"])
    with store._writing():
        assert reader.newest() == 1
        assert len(reader.versions()) == 4
