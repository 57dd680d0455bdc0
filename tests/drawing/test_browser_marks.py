"""The browser makes the same marks of a wheel as the file: assets/drawing.js under Node against drawing/wheel.py."""

import json
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from example_charts import HALIFAX, POLE, SVALBARD, some_day, whole_signs

from outer_skies.drawing.layout import WheelSize
from outer_skies.drawing.scene import wheel_scene_json
from outer_skies.drawing.wheel import draw_wheel
from outer_skies.engine.bodies import ALL_BODIES, DEFAULT_BODIES
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.day import DayChart
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import moment_at
from outer_skies.engine.places import Place

DRAWING = Path(__file__).parents[2] / "assets" / "drawing.js"
NODE = Path(sys.executable).with_name("node")
DRAW_EACH_LINE = f"""
import {{ shapesOf }} from {json.dumps(DRAWING.as_uri())};
import {{ readFileSync }} from "node:fs";
for (const line of readFileSync(0, "utf8").trim().split("\\n")) console.log(JSON.stringify(shapesOf(JSON.parse(line))));
"""
CHARTS = 300


def _random_chart(chance: random.Random) -> Chart:
    moment = moment_at(datetime(1850, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(120_000_000)))
    place = chance.choice(
        [HALIFAX, SVALBARD, POLE, None, Place("", chance.uniform(-89, 89), chance.uniform(-179, 179))]
    )
    bodies = chance.choice([ALL_BODIES, DEFAULT_BODIES, ALL_BODIES[: chance.randint(1, 8)]])
    return cast_chart(moment, place, ChartOptions(bodies=bodies, house_system=chance.choice(list(HouseSystem))))


def _drawn_by_node(scenes: list[str]) -> list[str]:
    command = [NODE, "--input-type=module", "-e", DRAW_EACH_LINE]
    done = subprocess.run(command, input="\n".join(scenes), capture_output=True, check=True, text=True)
    return done.stdout.splitlines()


def test_the_browser_makes_the_marks_of_the_file() -> None:
    chance = random.Random("browser marks")  # noqa: S311  repeatable charts, not secrets
    charts: list[Chart | DayChart] = [_random_chart(chance) for _ in range(CHARTS)]
    charts += [some_day(), whole_signs()]
    sizes = [chance.choice(list(WheelSize)) for _ in charts]
    scenes = [wheel_scene_json(chart, size) for chart, size in zip(charts, sizes, strict=True)]
    for chart, size, drawn in zip(charts, sizes, _drawn_by_node(scenes), strict=True):
        assert json.loads(drawn) == json.loads(msgspec.json.encode(draw_wheel(chart, size).shapes))
