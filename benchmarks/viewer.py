"""A reader of the dashboard without a browser: what a tab says to the server, and hears from it."""

import time
from dataclasses import dataclass, field
from typing import NamedTuple, Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Selectbox_pb2 import Selectbox
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

LONGEST_MESSAGE = 64 << 20


class Answered(NamedTuple):
    """One run of a page's script as its reader sees it: from the click to the last element."""

    seconds: float
    elements: int
    size: int
    """Bytes heard."""
    trouble: list[str]
    """Boxes with an error, or how else the run ended badly."""


@dataclass
class Viewer:
    """One open page. Streamlit's own protocol: protobuf over a websocket."""

    connection: ClientConnection
    page: str
    hash: str = ""
    """Of the page's file, once the server has told it."""
    boxes: dict[str, Selectbox] = field(default_factory=dict)
    """The selectboxes by their labels."""
    chosen: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    """Hashes of the large messages that this tab has kept: they aren't sent again."""

    @classmethod
    async def open(cls, url: str, page: str = "") -> Self:
        """Visit a page ("" is the first one) and wait until it is there."""
        address = f"ws{url.removeprefix('http')}/_stcore/stream"
        connection = await connect(
            address,
            subprotocols=[Subprotocol("streamlit")],
            max_size=LONGEST_MESSAGE,
            open_timeout=60,
        )
        viewer = cls(connection, page)
        answered = await viewer._run()
        assert not answered.trouble, answered.trouble
        return viewer

    async def choose(self, label: str, option: str) -> Answered:
        """Choose an option of a selectbox."""
        self.chosen[label] = option
        return await self._run()

    async def close(self) -> None:
        """Close the page."""
        await self.connection.close()

    async def _run(self) -> Answered:
        asked = BackMsg()
        state = asked.rerun_script
        state.page_script_hash, state.page_name = self.hash, self.page
        address = {}
        for label, option in self.chosen.items():
            box = self.boxes[label]
            address[box.query_param_key] = option
            state.widget_states.widgets.add(id=box.id, string_value=option)
        state.query_string = urlencode(address)
        state.cached_message_hashes.extend(self.known)
        start = time.perf_counter()
        await self.connection.send(asked.SerializeToString())
        messages, size = [], 0
        while not messages or messages[-1].WhichOneof("type") != "script_finished":
            heard = await self.connection.recv(decode=False)
            size += len(heard)
            messages.append(ForwardMsg.FromString(heard))
            self._note(messages[-1])
        seconds = time.perf_counter() - start
        elements = sum(each.WhichOneof("type") in ("delta", "ref_hash") for each in messages)
        return Answered(seconds, elements, size, _trouble(messages))

    def _note(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "navigation":
                self.hash = message.navigation.page_script_hash
            case "delta":
                element = message.delta.new_element
                if element.WhichOneof("type") == "selectbox":
                    self.boxes[element.selectbox.label] = element.selectbox
        if message.metadata.cacheable:
            self.known.add(message.hash)


def _trouble(messages: list[ForwardMsg]) -> list[str]:
    found = []
    for message in messages:
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            found.append(f"{element.exception.type}: {element.exception.message}")
        if element.WhichOneof("type") == "alert" and element.alert.format == element.alert.ERROR:
            found.append(element.alert.body)
    if messages[-1].script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
        found.append(ForwardMsg.ScriptFinishedStatus.Name(messages[-1].script_finished))
    return found
