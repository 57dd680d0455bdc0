"""Nobody sends more than is needed, or takes all day over it."""

import pytest
from asking import Echo, ask, talk

from outer_skies.api.edge.sizes import LARGEST_BODY, LARGEST_FRAME, Sizes

pytestmark = pytest.mark.anyio

MB = b"x" * 1024 * 1024
CHUNKED = {"transfer-encoding": "chunked"}


async def test_a_body_arrives_whole() -> None:
    echo = Echo()
    answer = await ask(Sizes(echo), method="POST", headers=CHUNKED, chunks=[MB[:1000], MB[:24], b""])
    assert (answer.status, echo.body) == (200, MB[:1024])
    echo = Echo()
    assert (await ask(Sizes(echo), method="POST", headers={"content-length": "3"}, chunks=[b"abc"])).status == 200
    assert echo.body == b"abc"
    assert (await ask(Sizes(Echo()), method="POST", headers=CHUNKED, chunks=[MB])).status == 200


@pytest.mark.parametrize("length", [str(LARGEST_BODY + 1), "9" * 5000, "-1", "1e3", "٣", "+1", " 1", ""])
async def test_a_length_that_cannot_be_is_refused_before_a_byte_is_read(length: str) -> None:
    echo = Echo()
    headers = [("content-length", length.encode().decode("latin-1"))]
    answer = await ask(Sizes(echo), method="POST", headers=headers, chunks=[])
    assert (answer.status, echo.asked) == (413, 0)
    assert answer["content-type"] == "application/problem+json"


async def test_two_lengths_are_none() -> None:
    echo = Echo()
    both = [("content-length", "1"), ("content-length", "1")]
    assert (await ask(Sizes(echo), method="POST", headers=both, chunks=[b"x"])).status == 413
    assert not echo.asked


@pytest.mark.parametrize("headers", [CHUNKED, {"content-length": "3"}], ids=["chunked", "lies about its length"])
async def test_a_body_that_grows_too_big_is_refused(headers: dict[str, str]) -> None:
    echo = Echo()
    answer = await ask(Sizes(echo), method="POST", headers=headers, chunks=[MB, b"x", b"x"])
    assert (answer.status, echo.asked) == (413, 0)


async def test_a_body_that_drips_is_refused() -> None:
    echo = Echo()
    edge = Sizes(echo, body_limit_s=0.1)
    answer = await ask(edge, method="POST", headers=CHUNKED, chunks=[b"x"] * 100, pause_s=0.02)
    assert (answer.status, echo.asked) == (408, 0)


async def test_who_leaves_in_the_middle_is_forgotten() -> None:
    echo = Echo()
    await ask(Sizes(echo), method="POST", headers=CHUNKED, chunks=[])
    assert not echo.asked


@pytest.mark.parametrize(
    "frame",
    ["x" * LARGEST_FRAME, "🌒" * (LARGEST_FRAME // 4), b"x" * LARGEST_FRAME],
    ids=["letters", "wide characters", "bytes"],
)
async def test_a_large_frame_passes_and_one_byte_more_ends_the_websocket(frame: str | bytes) -> None:
    echo = Echo()
    assert (await talk(Sizes(echo), [frame])).closed_with is None
    assert len(echo.frames) == 1
    echo = Echo()
    more = frame + (b"x" if isinstance(frame, bytes) else "x")
    assert (await talk(Sizes(echo), [more, "after"])).closed_with == 1009
    assert (echo.frames, echo.left_with) == ([], 1009)
