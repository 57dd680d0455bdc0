"""The library: every chart that its owner has cast."""

import reflex as rx

from outer_skies.components.frame import frame, link
from outer_skies.state.library import SORTS, LibraryState, Row


def library() -> rx.Component:
    """The page at `/library`."""
    return frame(
        rx.el.div(
            rx.el.h1("Library"),
            rx.el.div(
                rx.el.label("Search the library", html_for="library-search", class_name="visually-hidden"),
                rx.el.input(
                    id="library-search",
                    type="search",
                    class_name="input grow",
                    placeholder="Name, tag, note or place",
                    on_change=LibraryState.search.debounce(150),
                ),
                rx.el.label(
                    rx.el.span("Sort", class_name="visually-hidden"),
                    rx.el.select(
                        *(rx.el.option(words, value=value) for value, words in SORTS.items()),
                        value=LibraryState.sort,
                        on_change=LibraryState.sort_by,
                        class_name="input",
                    ),
                ),
                rx.el.label(
                    rx.el.input(
                        type="checkbox",
                        checked=LibraryState.favourites_only,
                        on_change=LibraryState.show_favourites,
                    ),
                    "Favourites only",
                    class_name="check",
                ),
                class_name="library-tools",
            ),
            rx.cond(LibraryState.rows.length() > 0, _table(), _nothing()),
            rx.cond(
                LibraryState.next_page != "",
                rx.el.button("Show more", on_click=LibraryState.show_more, class_name="quiet", type="button"),
            ),
            class_name="library",
        ),
        here="Library",
    )


def _table() -> rx.Component:
    return rx.el.table(
        rx.el.caption("Saved charts", class_name="visually-hidden"),
        rx.el.thead(
            rx.el.tr(
                rx.el.th(rx.el.span("Favourite", class_name="visually-hidden"), scope="col"),
                rx.el.th("Name", scope="col"),
                rx.el.th("Born", scope="col"),
                rx.el.th("Place", scope="col"),
                rx.el.th(rx.el.span("Actions", class_name="visually-hidden"), scope="col"),
            )
        ),
        rx.el.tbody(rx.foreach(LibraryState.rows, _row)),
    )


def _row(row: Row) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.button(
                rx.cond(row.is_favourite, "★", "☆"),
                on_click=LibraryState.toggle_favourite(row.id),
                custom_attrs={"aria-pressed": rx.cond(row.is_favourite, "true", "false")},
                aria_label=f"Favourite: {row.title}",
                class_name="icon-button",
                type="button",
            )
        ),
        rx.el.td(
            link(row.title, to=f"/chart/{row.id}", class_name="title-link"),
            rx.el.div(rx.foreach(row.tags, lambda tag: rx.el.span(tag, class_name="tag"))),
            class_name="name-cell",
        ),
        rx.el.td(row.born, class_name="when-cell"),
        rx.el.td(row.place, class_name="where-cell"),
        rx.el.td(
            rx.el.button(
                "Duplicate",
                on_click=LibraryState.duplicate(row.id),
                aria_label=f"Duplicate {row.title}",
                class_name="quiet",
                type="button",
            ),
            rx.el.button(
                "Delete",
                on_click=LibraryState.delete(row.id),
                aria_label=f"Delete {row.title}",
                class_name="quiet",
                type="button",
            ),
            class_name="row-actions",
        ),
    )


def _nothing() -> rx.Component:
    return rx.cond(
        LibraryState.is_filtered,
        rx.el.p("No chart here matches that.", class_name="empty"),
        rx.el.p("Nothing yet. Each chart you cast is kept here until you delete it.", class_name="empty"),
    )
