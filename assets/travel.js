// Motion between two wheels: what both have travels along its circle, the rest appears.
import { useLayoutEffect, useRef } from "react";
import { drawn, glyphPlace, kindOf } from "./marks.jsx";

const OPTIONS_MS = 260;
const CHART_MS = 420;
// Charts that follow one another this quickly are being scrubbed, and do not move.
const SCRUBBING_MS = 450;
const TURN = 2 * Math.PI;

// cubic-bezier(.2, 0, 0, 1), solved for progress at a time in [0, 1].
function ease(time) {
  let [low, high] = [0, 1];
  for (let step = 0; step < 20; step++) {
    const t = (low + high) / 2;
    if (0.6 * t * (1 - t) ** 2 + t ** 3 < time) low = t;
    else high = t;
  }
  return 3 * low ** 2 - 2 * low ** 3;
}

function turnBetween(from, to) {
  const turn = (to - from) % TURN;
  return turn > Math.PI ? turn - TURN : turn < -Math.PI ? turn + TURN : turn;
}

// From one point to another round the centre, the shorter way.
function around([x1, y1], [x2, y2]) {
  const [from, radius] = [Math.atan2(y1, x1), Math.hypot(x1, y1)];
  const [turn, growth] = [turnBetween(from, Math.atan2(y2, x2)), Math.hypot(x2, y2) - radius];
  return (share) => {
    const [angle, far] = [from + turn * share, radius + growth * share];
    return [far * Math.cos(angle), far * Math.sin(angle)];
  };
}

const degrees = (from, to, share) =>
  (to - ((turnBetween((from * TURN) / 36000, (to * TURN) / 36000) * 36000) / TURN) * (1 - share)) / 100;

const point = (x, y) => [x / 100, y / 100];

// For each kind of mark: how to show it part of the way, as attributes of its element.
const STEPS = {
  scale: (old, now) => (share) => ({ transform: `rotate(${degrees(old[5], now[5], share)})` }),
  spoke: (old, now) => (share) => ({ transform: `rotate(${-degrees(old[1], now[1], share)})` }),
  dot: (old, now) => {
    const at = around(point(old[1], old[2]), point(now[1], now[2]));
    return (share) => ({ cx: at(share)[0], cy: at(share)[1] });
  },
  text: (old, now) => {
    const at = around(point(old[1], old[2]), point(now[1], now[2]));
    return (share) => ({ x: at(share)[0], y: at(share)[1] });
  },
  glyph: (old, now) => {
    const [before, after] = [glyphPlace(old), glyphPlace(now)];
    const at = around([before.x, before.y], [after.x, after.y]);
    return (share) => {
      const [x, y] = at(share);
      return {
        transform: `translate(${x - after.size / 2} ${y - after.size / 2}) scale(${now[4] / 10000})`,
      };
    };
  },
  line: (old, now) => {
    const [a, b] = [1, 3].map((i) => around(point(old[i], old[i + 1]), point(now[i], now[i + 1])));
    return (share) => ({ x1: a(share)[0], y1: a(share)[1], x2: b(share)[0], y2: b(share)[1] });
  },
  pointer: (old, now) => turning(old[1][0], old[1][1], now[1][0], now[1][1]),
  arc: (old, now) => turning(old[1], old[2], now[1], now[2]),
};

function turning(x1, y1, x2, y2) {
  const turn = (turnBetween(Math.atan2(y1, x1), Math.atan2(y2, x2)) * 360) / TURN;
  return (share) => ({ transform: `rotate(${-turn * (1 - share)})` });
}

function journeys(root, before, after) {
  const old = new Map(before.marks.map(({ key, shape }) => [key, shape]));
  const found = [];
  for (const { key, shape, index } of after.marks) {
    const step = STEPS[kindOf(shape)];
    const element = step && root.querySelector(`[data-shape="${index}"]`);
    if (!element) continue;
    if (old.has(key)) found.push([element, step(old.get(key), shape), drawn(shape)[1]]);
    else element.animate?.([{ opacity: 0 }, {}], OPTIONS_MS);
  }
  return found;
}

function put(moving, share) {
  for (const [element, at, end] of moving) {
    for (const [name, value] of Object.entries(at(share))) {
      // At the end exactly what the drawing says, however the last step was rounded.
      if (share < 1) element.setAttribute(name, value);
      else if (name in end) element.setAttribute(name, end[name]);
      else element.removeAttribute(name);
    }
  }
}

// Moves the marks within `ref` whenever the scene is another one.
export function useTravel(ref, scene) {
  const last = useRef({ scene: null, at: 0, isMoving: false });
  useLayoutEffect(() => {
    const now = performance.now();
    const { scene: before, at, isMoving } = last.current;
    last.current = { scene, at: now, isMoving: false };
    if (!before || before === scene) return undefined;
    // A journey that was cut short has left marks on their way; React knows only where they were going.
    if (isMoving) put(journeys(ref.current, scene, scene), 1);
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden;
    if (before.size !== scene.size || isStill || now - at < SCRUBBING_MS) return undefined;
    const moving = journeys(ref.current, before, scene);
    const length = before.key === scene.key ? OPTIONS_MS : CHART_MS;
    let frame = 0;
    const step = () => {
      const share = Math.min(1, (performance.now() - now) / length);
      put(moving, share < 1 ? ease(share) : 1);
      last.current.isMoving = share < 1;
      if (share < 1) frame = requestAnimationFrame(step);
    };
    step();
    return () => cancelAnimationFrame(frame);
  }, [scene]);
}
