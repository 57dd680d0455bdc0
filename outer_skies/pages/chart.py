"""One saved chart: the wheel, what it was cast for, its settings, its tables."""

import reflex as rx

from outer_skies.components.browser import CopyLink, Download, Grid, Legend, Tables, Wheel, measure
from outer_skies.components.frame import frame, link
from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.bodies import Body
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.zodiac import Ayanamsa
from outer_skies.state.chart import ChartState, Fact
from outer_skies.state.library import LibraryState


def chart() -> rx.Component:
    """The page at `/chart/[chart_id]`."""
    return frame(
        measure(ChartState.redrawn),
        rx.cond(
            ChartState.is_missing,
            _missing(),
            rx.el.div(
                rx.el.div(_heading(), class_name="heading"),
                rx.el.div(Wheel.create(scene=ChartState.scene), class_name="wheel-space", id="wheel"),
                rx.el.dl(rx.foreach(ChartState.facts, _fact), class_name="facts"),
                rx.el.div(_settings(), id="settings", class_name="about"),
                rx.el.div(
                    Tables.create(scene=ChartState.scene),
                    Grid.create(scene=ChartState.scene),
                    class_name="tables",
                    id="tables",
                ),
                rx.el.nav(
                    *(rx.el.a(name, href=f"#{name.lower()}") for name in ("Wheel", "Tables", "Settings")),
                    aria_label="Parts of the chart",
                    class_name="chart-tabs",
                ),
                class_name="chart-page",
            ),
        ),
        here="Chart",
    )


def _missing() -> rx.Component:
    return rx.el.div(
        rx.el.h1("No such chart here"),
        rx.el.p(
            "Charts are kept for whoever cast them. This one was deleted, or is somebody else's.",
            class_name="empty",
        ),
        link("Cast a chart", to="/", class_name="link"),
        class_name="library",
    )


def _heading() -> rx.Component:
    return rx.fragment(
        rx.el.h1(ChartState.title),
        rx.el.p(ChartState.born, rx.el.span(ChartState.offset, class_name="hint"), class_name="born"),
        rx.foreach(ChartState.notes, lambda note: rx.el.p(note, class_name="aside note-line")),
    )


def _fact(fact: Fact) -> rx.Component:
    return rx.fragment(rx.el.dt(fact.label), rx.el.dd(fact.text, rx.cond(fact.detail != "", rx.el.small(fact.detail))))


def _settings() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.cond(
                ChartState.has_time,
                _select(
                    "Houses",
                    ChartState.houses,
                    ChartState.choose_houses,
                    *(rx.el.option(system.label, value=system.value) for system in HouseSystem),
                ),
            ),
            _select(
                "Zodiac",
                ChartState.zodiac,
                ChartState.choose_zodiac,
                rx.el.option("Tropical", value="tropical"),
                rx.el.optgroup(
                    *(rx.el.option(ayanamsa.label, value=ayanamsa.value) for ayanamsa in Ayanamsa),
                    label="Sidereal",
                ),
            ),
            _bodies(),
            _orbs(),
            rx.cond(
                ChartState.setting_error != "",
                rx.el.p(ChartState.setting_error, role="alert", class_name="error"),
            ),
            class_name="settings",
        ),
        Legend.create(scene=ChartState.scene),
        rx.el.div(CopyLink.create(), Download.create(chart_id=ChartState.chart_id), class_name="actions"),
        _keeping(),
    )


def _select(name: str, value: rx.Var[str], on_change: rx.EventHandler, *options: rx.Component) -> rx.Component:
    ident = f"choose-{name.lower()}"
    return rx.el.div(
        rx.el.label(name, html_for=ident),
        rx.el.select(*options, id=ident, value=value, on_change=on_change),
        class_name="setting",
    )


def _bodies() -> rx.Component:
    return rx.el.details(
        rx.el.summary(rx.el.span("Bodies"), rx.el.span(f"{ChartState.bodies.length()} of {len(Body)}")),
        rx.el.fieldset(
            rx.el.legend("Bodies shown", class_name="visually-hidden"),
            *(
                rx.el.label(
                    rx.el.input(
                        type="checkbox",
                        checked=ChartState.bodies.contains(body.value),
                        on_change=ChartState.toggle_body(body.value),
                    ),
                    body.label,
                    class_name="check",
                )
                for body in Body
            ),
            class_name="body-choices",
        ),
        class_name="setting",
    )


def _orbs() -> rx.Component:
    return rx.el.details(
        rx.el.summary(rx.el.span("Orbs"), rx.el.span(ChartState.orbs_in_words)),
        rx.el.div(
            *(
                rx.fragment(
                    rx.el.label(kind.label, html_for=f"orb-{kind.value}"),
                    rx.el.input(
                        id=f"orb-{kind.value}",
                        type="number",
                        min="0",
                        max="15",
                        step="0.5",
                        value=ChartState.orbs[kind.value],
                        on_change=ChartState.choose_orb(kind.value).debounce(250),
                    ),
                )
                for kind in AspectKind
            ),
            class_name="orb-inputs",
        ),
        class_name="setting",
    )


def _keeping() -> rx.Component:
    return rx.el.details(
        rx.el.summary(rx.el.span("Name, tags and notes")),
        rx.el.div(
            _text("Name", "chart-name", ChartState.name, ChartState.rename),
            _text("Tags", "chart-tags", ChartState.tags, ChartState.retag, hint="Separated by commas"),
            rx.el.div(
                rx.el.label("Notes", html_for="chart-notes"),
                rx.el.textarea(
                    id="chart-notes",
                    default_value=ChartState.notes_text,
                    key=ChartState.chart_id,
                    rows="5",
                    class_name="input notes",
                    on_blur=ChartState.annotate,
                ),
                class_name="field",
            ),
            rx.cond(
                ChartState.keeping_error != "",
                rx.el.p(ChartState.keeping_error, role="alert", class_name="error"),
            ),
            rx.el.div(
                rx.el.button(
                    rx.cond(ChartState.is_favourite, "★ Favourite", "☆ Favourite"),
                    on_click=ChartState.toggle_favourite,
                    custom_attrs={"aria-pressed": rx.cond(ChartState.is_favourite, "true", "false")},
                    class_name="quiet",
                    type="button",
                ),
                rx.el.button(
                    "Delete",
                    on_click=LibraryState.delete_shown(ChartState.chart_id),
                    class_name="quiet",
                    type="button",
                ),
                class_name="actions",
            ),
            class_name="keeping",
        ),
        class_name="setting",
    )


def _text(name: str, ident: str, value: rx.Var[str], on_blur: rx.EventHandler, *, hint: str = "") -> rx.Component:
    return rx.el.div(
        rx.el.label(name, html_for=ident),
        rx.el.input(
            id=ident,
            default_value=value,
            key=f"{ident}-{ChartState.chart_id}",
            class_name="input",
            placeholder=hint,
            on_blur=on_blur,
        ),
        class_name="field",
    )
