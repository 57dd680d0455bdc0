"""The process beside the server: it answers in order, its death is survived, and it ends with its parent."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator

import psutil
import pytest

from outer_skies.errors import Broken, Unavailable
from outer_skies.state import caster

pytestmark = pytest.mark.anyio


@pytest.fixture
async def running() -> AsyncIterator[None]:
    await caster.start()
    yield
    await caster.stop()


async def child() -> int:
    return await caster.run(os.getpid)


async def test_calls_are_answered_elsewhere_and_in_order(running):  # noqa: ARG001  the process
    assert await child() != os.getpid()
    assert await asyncio.gather(*(caster.run(str, number) for number in range(300))) == [str(n) for n in range(300)]


async def test_without_it_calls_are_computed_here():
    assert await child() == os.getpid()


async def test_a_fault_is_told_to_its_caller_alone(running):  # noqa: ARG001
    faulty, fine = await asyncio.gather(
        caster.run(int, "typed by somebody"), caster.run(int, "7"), return_exceptions=True
    )
    assert isinstance(faulty, Broken)
    assert "typed by somebody" not in str(faulty)
    assert fine == 7


async def test_whoever_gives_up_does_not_mix_up_the_answers(running):  # noqa: ARG001
    slow = asyncio.create_task(caster.run(time.sleep, 0.2))
    await asyncio.sleep(0.05)
    slow.cancel()
    assert await caster.run(str, "mine") == "mine"


async def test_its_death_is_told_and_it_comes_back(running):  # noqa: ARG001
    pid = await child()
    waiting = asyncio.create_task(caster.run(time.sleep, 60))
    await asyncio.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(Unavailable):
        await waiting
    assert await child() == os.getpid()
    for _ in range(200):
        if (back := await child()) not in {pid, os.getpid()}:
            break
        await asyncio.sleep(0.05)
    assert back not in {pid, os.getpid()}


async def test_it_ends_with_its_parent():
    code = (
        "import asyncio, os, signal\n"
        "from outer_skies.state import caster\n"
        "async def main():\n"
        "    await caster.start()\n"
        "    print(await caster.run(os.getpid), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)  # noqa: ASYNC221
    orphan = int(done.stdout)
    for _ in range(200):
        if not psutil.pid_exists(orphan) or psutil.Process(orphan).status() == psutil.STATUS_ZOMBIE:
            break
        await asyncio.sleep(0.05)
    else:
        pytest.fail("the process outlived its parent")
