"""A page's state belongs to the cookies it was made for: whoever comes with others begins anew.

The token that a page names its state by is in reach of scripts, and it outlives a sign-out in the same tab. Without
this, the next person there, or whoever stole it, would be sent what the last one looked at.
"""

import hashlib

import reflex as rx
from reflex.app import App
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event, get_hydrate_event

from outer_skies.accounts import sessions
from outer_skies.errors import OuterSkiesError
from outer_skies.store.transaction import transaction


class Binding(rx.State):
    """Whose state this is. None of it leaves the server."""

    _cookies: bytes = b""
    _viewer: str = ""


class BoundToCookies(Middleware):
    """Stands before every event; the database is asked when a page connects, and when the cookies are others."""

    async def preprocess(self, app: App, state: BaseState, event: Event) -> StateUpdate | None:
        """Reset the state when it is somebody else's."""
        del app
        root = state._get_root_state()  # noqa: SLF001  the framework has no other way to it
        binding = await root.get_state(Binding)
        header = root.router.headers.cookie
        cookies = hashlib.sha256(header.encode()).digest()
        if cookies == binding._cookies and event.name != get_hydrate_event(root):  # noqa: SLF001  our own state
            return None
        viewer = await _who(header)
        if binding._cookies and viewer != binding._viewer:  # noqa: SLF001  as above
            root.reset()
        binding._cookies = cookies  # noqa: SLF001  as above
        binding._viewer = viewer  # noqa: SLF001  as above
        return None


async def _who(cookie_header: str) -> str:
    """Who the cookies stand for now. A member whose session ended is no longer one."""
    try:
        async with transaction() as tx:
            viewer = await sessions.viewer_of(tx, cookie_header)
    except OuterSkiesError:
        return "unknown"
    if viewer.session_id is not None:
        return f"member {viewer.member_id}"
    return "nobody" if viewer.token_hash is None else f"browser {viewer.token_hash.hex()}"
