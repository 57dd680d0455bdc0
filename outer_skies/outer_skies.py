"""The fuse box: the app, its pages, its HTTP routes."""

import reflex as rx
from starlette.routing import Router
from starlette.types import ASGIApp

from outer_skies.api import charts as chart_routes
from outer_skies.api import health
from outer_skies.api.edge import Edge
from outer_skies.pages.chart import chart
from outer_skies.pages.home import home
from outer_skies.pages.library import library
from outer_skies.pages.not_found import not_found
from outer_skies.settings import PROJECT_DIR, settings
from outer_skies.state.cast import CastState
from outer_skies.state.chart import ChartState
from outer_skies.state.library import LibraryState
from outer_skies.state.viewing import say_unforeseen

BUILT_PAGES = PROJECT_DIR / ".web" / "build" / "client"


def with_edge(pages: ASGIApp) -> ASGIApp:
    """Our routes before the pages, and the edge before both."""
    routes = Router([*health.routes, *chart_routes.routes], default=pages)
    return Edge(routes, settings(), BUILT_PAGES)


app = rx.App(
    stylesheets=["/app.css", "/controls.css", "/combobox.css", "/pages.css", "/chart.css"],
    app_wraps={},
    toaster=None,
    html_lang="en",
    head_components=[rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml")],
    api_transformer=with_edge,
    backend_exception_handler=say_unforeseen,
)
app.add_page(home, route="/", title="Outer Skies", on_load=[CastState.opened, LibraryState.show_recent])
app.add_page(chart, route="/chart/[chart_id]", title="Chart · Outer Skies", on_load=ChartState.opened)
app.add_page(library, route="/library", title="Library · Outer Skies", on_load=LibraryState.opened)
app.add_page(not_found, route="/404", title="Not found · Outer Skies")
