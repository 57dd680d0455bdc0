"""The fuse box: the app, its pages, its HTTP routes."""

from collections.abc import Callable
from typing import Any

import reflex as rx
from reflex_base.registry import RegistrationContext
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Router
from starlette.types import ASGIApp

from outer_skies.accounts.limits import Limits
from outer_skies.api import accounts as account_routes
from outer_skies.api import charts as chart_routes
from outer_skies.api import health, security_contact
from outer_skies.api.edge import behind, layers
from outer_skies.api.problems import problem_response
from outer_skies.api.sockets import open_sockets
from outer_skies.pages import account_forms
from outer_skies.pages.account import account
from outer_skies.pages.chart import chart
from outer_skies.pages.home import home
from outer_skies.pages.library import library
from outer_skies.pages.not_found import not_found
from outer_skies.settings import PROJECT_DIR, settings
from outer_skies.state.account import AccountState, MemberState
from outer_skies.state.binding import BoundToCookies
from outer_skies.state.cast import CastState
from outer_skies.state.chart import ChartState
from outer_skies.state.library import LibraryState
from outer_skies.state.viewing import say_unforeseen
from outer_skies.store.windows import Windows

BUILT_PAGES = PROJECT_DIR / ".web" / "build" / "client"


ROUTES = (*health.routes, *security_contact.routes, *chart_routes.routes, *account_routes.routes)


def with_routes(pages: ASGIApp) -> ASGIApp:
    """Our routes before the pages."""
    if isinstance(pages, Starlette):
        without_cors(pages)
    return open_sockets.around(Router(ROUTES, default=pages))


def without_cors(part: Starlette) -> None:
    """Take the framework's layer for foreign origins out: the edge judges origins, once, and allows no foreign one."""
    part.user_middleware = [layer for layer in part.user_middleware if layer.cls is not CORSMiddleware]


async def broke(_: Request, error: Exception) -> Response:
    """The answer where the framework would send a bare text."""
    return problem_response(error)


def served(windows: Windows) -> ASGIApp:
    """The whole of it, behind the edge that counts in these windows: what the server is given."""
    whole = app()
    if isinstance(whole, Starlette):
        without_cors(whole)
        whole.add_exception_handler(Exception, broke)
    chosen = settings()
    limits = Limits(windows, chosen.limit_factor)
    known_events = frozenset(RegistrationContext.get().event_handlers)
    return behind(whole, layers(chosen, limits, BUILT_PAGES, known_events))


app = rx.App(
    stylesheets=["/app.css", "/controls.css", "/combobox.css", "/pages.css", "/chart.css", "/account.css"],
    app_wraps={},
    toaster=None,
    html_lang="en",
    head_components=[rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml")],
    api_transformer=with_routes,
    backend_exception_handler=say_unforeseen,
)
app.add_middleware(BoundToCookies(), index=0)


def _add(page: Callable[[], rx.Component], route: str, title: str, *on_load: Any) -> None:  # noqa: ANN401  handlers
    app.add_page(page, route=route, title=f"{title} · Outer Skies", on_load=[MemberState.seen, *on_load])


app.add_page(
    home, route="/", title="Outer Skies", on_load=[MemberState.seen, CastState.opened, LibraryState.show_recent]
)
_add(chart, "/chart/[chart_id]", "Chart", ChartState.opened)
_add(library, "/library", "Library", LibraryState.opened)
_add(account, "/account", "Account", AccountState.opened)
_add(account_forms.sign_up, "/sign-up", "Sign up", AccountState.form_opened)
_add(account_forms.sign_in, "/sign-in", "Sign in", AccountState.form_opened)
_add(account_forms.forgot, "/forgot", "Forgotten password", AccountState.form_opened)
_add(account_forms.reset, "/reset", "Set another password", AccountState.form_opened)
_add(account_forms.confirm, "/confirm", "Finish signing up", AccountState.form_opened)
_add(account_forms.confirm_address, "/confirm-address", "Confirm your address", AccountState.form_opened)
app.add_page(not_found, route="/404", title="Not found · Outer Skies")
