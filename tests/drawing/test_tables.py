"""The numbers of a chart as text."""

import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from example_charts import HALIFAX, halifax, in_utc, some_day, whole_signs
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.drawing.aspect_grid import aspect_grid
from outer_skies.drawing.notation import arc_text, nearest_arc_text, second_text, whole_minutes, zodiac_point
from outer_skies.drawing.scene import scene, scene_json
from outer_skies.drawing.tables import AspectRow, angle_rows, aspect_rows, legend_rows, position_rows
from outer_skies.drawing.text import chart_text
from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.bodies import ALL_BODIES
from outer_skies.engine.chart import ChartOptions


def test_positions_are_those_of_the_known_chart() -> None:
    rows = {row.body: row for row in position_rows(halifax())}
    sun, moon, neptune = rows["sun"], rows["moon"], rows["neptune"]
    assert (sun.degree, sun.sign, sun.minute, sun.house) == ("26°", "taurus", "32′", "9")
    assert (sun.declination, sun.per_day, sun.longitude) == ("19°23′", "0°58′", "56.54")
    assert sun.name == "Sun 26°32′ Taurus, house 9"
    assert (moon.declination, moon.per_day) == ("−11°48′", "13°03′")
    assert neptune.is_retrograde
    assert rows["venus"].title == "Venus in Aries"
    assert rows["venus"].detail == "15°21′53″ Aries, moving 1°09′ a day"
    assert "moving back 0°01′" in rows["saturn"].detail
    assert rows["true_node"].glyph == "node"


def test_the_angles_have_rows_with_the_house_they_stand_in() -> None:
    assert [(row.mark, row.degree, row.minute, row.house) for row in angle_rows(halifax())] == [
        ("AC", "17°", "51′", "1"),
        ("MC", "15°", "20′", "10"),
    ]
    assert [row.house for row in angle_rows(whole_signs())] == ["1", "10"]
    assert angle_rows(in_utc(None)) == ()
    assert angle_rows(some_day()) == ()


def test_without_a_time_no_body_has_a_house() -> None:
    rows = position_rows(some_day())
    assert {row.house for row in rows} == {""}
    assert all("house" not in row.name for row in rows)
    moon = rows[1].detail
    assert re.match(r"Between 1\d°\d\d′ Aquarius and (0|1)°\d\d′ Pisces that day, moving 13°01′ a day", moon)


def test_aspect_rows_keep_the_order_of_the_chart_and_cut_the_orb() -> None:
    chart = halifax()
    rows = aspect_rows(chart)
    assert [(row.a, row.kind, row.b) for row in rows] == [(one.a, one.kind, one.b) for one in chart.aspects]
    square = next(row for row in rows if (row.a, row.b, row.kind) == ("sun", "moon", "square"))
    assert (square.orb, square.orb_minutes, square.motion) == ("1°08′", 68, "applying")


def test_the_legend_counts_every_aspect_once() -> None:
    chart = halifax()
    rows = legend_rows(chart.options, aspect_rows(chart))
    assert [row.label for row in rows][-2:] == ["Minor", "Parallel"]
    assert sum(row.found for row in rows) == len(chart.aspects)
    assert [kind for row in rows for kind in row.kinds] == list(AspectKind)
    assert {row.label: row.orb for row in rows}["Quincunx"] == "2.5°"
    few = ChartOptions(aspects=(AspectKind.TRINE, AspectKind.QUINTILE))
    assert [(row.label, row.found, row.kinds) for row in legend_rows(few, ())] == [
        ("Trine", 0, ("trine",)),
        ("Minor", 0, ("quintile",)),
    ]


def test_the_grid_has_a_cell_below_the_diagonal_for_each_aspect_in_longitude() -> None:
    chart = halifax()
    rows = aspect_rows(chart)
    bodies = [position.body for position in chart.bodies]
    grid = aspect_grid(bodies, rows)
    assert len(grid.cells) == sum(not one.kind.by_declination for one in chart.aspects)
    assert grid.total == f"{len(grid.cells)} aspects"
    for row, column, index in grid.cells:
        assert row > column
        assert {bodies[row], bodies[column]} == {rows[index].a, rows[index].b}


def test_one_aspect_is_not_called_aspects() -> None:
    row = AspectRow("sun", "trine", "moon", "1°59′", 119, "exact", 70)
    assert aspect_grid(["sun", "moon"], [row])[:2] == ("1 aspect", "1 closer than 2°")
    assert aspect_grid(["sun", "moon"], [msgspec.structs.replace(row, orb_minutes=120)])[1] == "0 closer than 2°"


@given(st.floats(0, 360, exclude_max=True))
def test_a_longitude_is_written_within_a_minute_below_itself(longitude: float) -> None:
    point = zodiac_point(longitude)
    written = point.sign * 30 + point.degree + point.minute / 60
    past = (longitude - written + 180) % 360 - 180
    assert -1e-9 <= past < 1 / 60 + 1e-9
    assert 0 <= point.degree < 30
    degree, rest = second_text(longitude, point).split("°")
    minute, second = rest.rstrip("″").split("′")
    assert (int(degree), int(minute)) == (point.degree, point.minute)
    assert 0 <= int(second) < 60


@pytest.mark.parametrize(
    ("angle_deg", "text"), [(-11.81, "−11°49′"), (0.0, "0°00′"), (-0.001, "−0°00′"), (0.9999, "1°00′")]
)
def test_declinations_and_speeds_are_to_the_nearest_minute(angle_deg: float, text: str) -> None:
    assert nearest_arc_text(angle_deg) == text


def test_orbs_are_cut() -> None:
    assert arc_text(whole_minutes(1.9999)) == "1°59′"


def test_a_scene_is_compact_json_and_the_same_in_every_process() -> None:
    code = "import example_charts as e; from outer_skies.drawing import scene; print(scene.scene_json(e.halifax()))"
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert said == {scene_json(halifax())}
    assert len(said.pop()) < 18_000


def test_a_scene_knows_charts_of_one_birth_from_others() -> None:
    other = ChartOptions(bodies=ALL_BODIES)
    assert scene(halifax())["key"] == scene(halifax(other))["key"]
    assert scene(halifax())["key"] == scene(in_utc(HALIFAX))["key"]
    assert scene(halifax())["key"] != scene(in_utc(None))["key"]


def test_a_chart_as_text_is_aligned_and_complete() -> None:
    text = chart_text(halifax())
    lines = text.splitlines()
    assert lines[0].startswith("1990-05-17 14:30:00 America/Halifax")
    assert "17:30:00 UTC" in lines[0]
    assert lines[1] == "Halifax 44°39′ N 63°34′ W"
    sun = next(line for line in lines if line.startswith("Sun "))
    assert sun.split() == ["Sun", "26°32′", "Taurus", "9", "19°23′", "0°58′"]
    assert "Lot of Fortune" in text
    assert "Without a time there are no houses" in chart_text(some_day())
