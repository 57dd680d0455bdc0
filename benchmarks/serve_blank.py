"""Serve the built blank app as `outer-skies run` serves ours: the same server, options and environment.

python benchmarks/serve_blank.py FOLDER PORT
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from granian.constants import Interfaces
from granian.server.embed import Server

from outer_skies.serving import REFLEX_ENVIRONMENT


async def serve(port: int) -> None:
    """Until SIGTERM."""
    from blank_app.blank_app import app  # noqa: PLC0415  reads the environment set by `main`

    server = Server(
        target=app,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        log_enabled=False,
    )
    loop = asyncio.get_running_loop()
    serving = loop.create_task(server.serve())
    loop.add_signal_handler(signal.SIGTERM, server.stop)
    await serving


def main() -> None:
    """Stand in the app's folder, where Reflex finds the built pages."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    os.chdir(folder)
    os.environ |= REFLEX_ENVIRONMENT | {"PORT": str(port)}
    sys.path.insert(0, str(folder))
    asyncio.run(serve(port))


if __name__ == "__main__":
    main()
