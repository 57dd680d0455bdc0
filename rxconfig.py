"""What Reflex needs to know, from our settings."""

import reflex as rx

from outer_skies.settings import settings

config = rx.Config(
    app_name="outer_skies",
    # Only the hostname matters: the build step lets the page use the origin it came from.
    api_url="http://localhost:3000",
    deploy_url="http://localhost:3000",
    backend_host=settings().host,
    cors_allowed_origins=[],  # the edge judges origins, once, and tells nobody of them
    telemetry_enabled=False,
    show_built_with_reflex=False,
    state_manager_mode=rx.constants.StateManagerMode.MEMORY,
    frontend_compression_formats=["brotli", "gzip"],  # the first that a browser takes
    frontend_packages=[
        "@fontsource-variable/ibm-plex-sans@5.3.0",
        "@fontsource-variable/source-serif-4@5.3.1",
        "downshift@9.4.0",
    ],
    plugins=[rx.plugins.TailwindV4Plugin()],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
