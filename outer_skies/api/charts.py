"""A saved chart as files, for whoever owns it: the drawing and the numbers."""

from collections.abc import Awaitable, Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from outer_skies.accounts.sessions import viewer_of
from outer_skies.api.edge.security_headers import content_policy, sha256_source
from outer_skies.api.problems import problem_response
from outer_skies.charts import library
from outer_skies.charts.casting import cast
from outer_skies.charts.library import SavedChart
from outer_skies.drawing.styles import PALETTES, PaletteName, stylesheet
from outer_skies.drawing.svg import svg_document
from outer_skies.drawing.wheel import WheelSize, draw_wheel
from outer_skies.engine.chart import Chart
from outer_skies.engine.day import DayChart
from outer_skies.engine.techniques.readings import read_document
from outer_skies.errors import InvalidInput
from outer_skies.store.transaction import transaction

Endpoint = Callable[[Request], Awaitable[Response]]


def answering(endpoint: Endpoint) -> Endpoint:
    """Turn what goes wrong into problem details."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Exception as error:  # noqa: BLE001  the edge: nothing may leak past it
            return problem_response(error)

    return answer


@answering
async def wheel_svg(request: Request) -> Response:
    """The wheel as an SVG document, in the palette asked for."""
    palette = _palette(request.query_params.get("palette", "light"))
    saved, chart = await _owned_chart(request)
    wheel = draw_wheel(chart, WheelSize.LARGE)
    title = saved.name or "Unnamed chart"
    text = svg_document(wheel, palette, title=title, description="A chart wheel by Outer Skies")
    style = sha256_source(stylesheet(PALETTES[palette]))
    headers = {
        "cache-control": "private, no-store",
        "content-security-policy": content_policy({"style-src": style}),  # its styles are inside, and are these
    }
    if "download" in request.query_params:
        headers["content-disposition"] = 'attachment; filename="chart.svg"'
    return Response(text, media_type="image/svg+xml", headers=headers)


@answering
async def chart_json(request: Request) -> Response:
    """The chart's numbers and readings, as `outer-skies.chart/1`."""
    _, chart = await _owned_chart(request)
    headers = {
        "cache-control": "private, no-store",
        "content-disposition": 'attachment; filename="chart.json"',
    }
    return Response(msgspec.json.encode(read_document(chart)), media_type="application/json", headers=headers)


def _palette(name: str) -> PaletteName:
    if name == "light" or name == "dark":  # noqa: PLR1714  pyright narrows a comparison, not a membership
        return name
    raise InvalidInput("The palette is light or dark.", field="palette")


async def _owned_chart(request: Request) -> tuple[SavedChart, Chart | DayChart]:
    async with transaction() as tx:
        viewer = await viewer_of(tx, request.headers.get("cookie", ""))
        saved = await library.open_chart(tx, viewer, request.path_params["chart_id"])
    return saved, cast(saved.birth, saved.options)


routes = [
    Route("/charts/{chart_id}/wheel.svg", wheel_svg),
    Route("/charts/{chart_id}/chart.json", chart_json),
]
