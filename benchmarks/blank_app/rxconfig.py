"""The blank app is built with our own app's settings, and keeps none of its parts."""

import os

import reflex as rx

PORT = os.environ.get("PORT", "3000")

config = rx.Config(
    app_name="blank_app",
    api_url="http://localhost:3000",
    deploy_url="http://localhost:3000",
    backend_host="127.0.0.1",
    cors_allowed_origins=[f"http://127.0.0.1:{PORT}"],
    telemetry_enabled=False,
    show_built_with_reflex=False,
    state_manager_mode=rx.constants.StateManagerMode.MEMORY,
    frontend_compression_formats=["brotli", "gzip"],
    plugins=[rx.plugins.TailwindV4Plugin()],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
