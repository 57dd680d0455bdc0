"""Is it alive, is it ready: for whatever supervises the process."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from outer_skies.api.problems import problem_response
from outer_skies.errors import OuterSkiesError
from outer_skies.store.transaction import transaction


async def livez(_: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok\n")


async def readyz(_: Request) -> Response:
    """The database answers too."""
    try:
        async with transaction():
            return PlainTextResponse("ok\n")
    except OuterSkiesError as error:
        return problem_response(error)


routes = [Route("/livez", livez), Route("/readyz", readyz)]
