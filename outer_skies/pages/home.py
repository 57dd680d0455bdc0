"""Home: the birth form beside the sky now, which the chart replaces as soon as the input is complete."""

import json

import reflex as rx

from outer_skies.components.browser import BirthForm, Minutely, Wheel, measure
from outer_skies.components.frame import frame, link
from outer_skies.engine.bodies import DEFAULT_BODIES, Body
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.zodiac import Ayanamsa
from outer_skies.state.account import MemberState
from outer_skies.state.cast import CastState
from outer_skies.state.library import LibraryState, Row

CHOICES = json.dumps(
    {
        "houses": [{"value": system.value, "label": system.label} for system in HouseSystem],
        "ayanamsas": [{"value": ayanamsa.value, "label": ayanamsa.label} for ayanamsa in Ayanamsa],
        "bodies": [{"value": body.value, "label": body.label} for body in Body],
        "defaultBodies": [body.value for body in DEFAULT_BODIES],
    },
    ensure_ascii=False,
)


def home() -> rx.Component:
    """The page at `/`."""
    return frame(
        measure(CastState.redrawn),
        Minutely.create(on_minute=CastState.minute_passed),
        rx.el.div(
            rx.el.div(
                rx.el.h1("Cast a chart"),
                rx.el.p(
                    "A date, a time and a place. The wheel is drawn as soon as all three are known.",
                    class_name="lede",
                ),
                BirthForm.create(
                    view=CastState.form,
                    places=CastState.places,
                    choices=CHOICES,
                    ready=rx.State.is_hydrated,
                    on_draft=CastState.draft_changed,
                    on_cast=CastState.cast_chart,
                    on_place=CastState.place_typed,
                ),
                _recent(),
            ),
            rx.el.div(
                rx.el.div(Wheel.create(scene=CastState.scene), class_name="wheel-space"),
                rx.cond(CastState.is_preview, _preview_caption(), _sky_caption()),
                class_name="sky",
            ),
            class_name="home",
        ),
        here="Cast",
    )


def _sky_caption() -> rx.Component:
    return rx.el.p(
        rx.el.b("The sky now"),
        rx.el.span(CastState.sky_time),
        rx.el.span("Seen from the centre of the Earth, so it has no houses"),
        class_name="caption",
    )


def _preview_caption() -> rx.Component:
    return rx.el.p(
        rx.el.b("Your chart"),
        rx.el.span("Cast it to keep it, with its tables and aspects"),
        class_name="caption",
    )


def _recent() -> rx.Component:
    return rx.el.section(
        rx.el.h2(rx.cond(MemberState.is_member, "Saved in your account", "Saved in this browser")),
        rx.cond(
            LibraryState.recent.length() > 0,
            rx.el.ul(rx.foreach(LibraryState.recent, _recent_row)),
            rx.el.p("Nothing yet. Each chart you cast is kept here until you delete it.", class_name="hint"),
        ),
        class_name="recent",
        aria_label="Saved charts",
    )


def _recent_row(row: Row) -> rx.Component:
    return rx.el.li(link(rx.el.span(row.title), rx.el.span(row.born), to=f"/chart/{row.id}"))
