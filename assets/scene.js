// Reading a scene (outer_skies/drawing/scene.py) and working out what is lit in it.
import { useMemo } from "react";
import { shapesOf } from "./drawing.js";
import { useLighting } from "./lighting.js";
import { aspectOf, bodyOf, kindOf } from "./marks.jsx";

const NAMES = {
  bodies: ["body name longitude"],
  positions: [
    "body label glyph degree sign minute retrograde house declination perDay longitude name title detail",
  ],
  angles: ["mark label degree sign minute house"],
  aspects: ["a kind b orb minutes motion close"],
  legend: ["label glyph style orb found kinds"],
};
const read = new Map();

function named(rows, names) {
  const fields = names.split(" ");
  return rows.map((row) => Object.fromEntries(fields.map((field, index) => [field, row[index]])));
}

// The same text gives the same object, so that all components share it and nothing is drawn twice.
function parse(text) {
  if (!text) return null;
  if (!read.has(text)) {
    const scene = JSON.parse(text);
    scene.shapes = shapesOf(scene);
    for (const [part, [names]] of Object.entries(NAMES)) scene[part] = named(scene[part] ?? [], names);
    // Where there are tables their rows say more of each body than the wheel does.
    const rows = scene.positions.length ? scene.positions : scene.bodies;
    scene.bodies = Object.fromEntries(rows.map((row) => [row.body, row]));
    for (const aspect of scene.aspects) aspect.id = `${aspect.a} ${aspect.kind} ${aspect.b}`;
    scene.marks = marksOf(scene);
    if (read.size > 3) read.delete(read.keys().next().value);
    read.set(text, scene);
  }
  return read.get(text);
}

// The marks with keys that say what they stand for, so that a mark is known again in the next scene.
function marksOf(scene) {
  const counts = {};
  return scene.shapes.map((shape, index) => {
    const aspect = scene.aspects[aspectOf(shape)];
    const name = `${kindOf(shape)} ${shape[0]} ${aspect ? aspect.id : bodyOf(shape)}`;
    counts[name] = (counts[name] ?? 0) + 1;
    return { shape, index, key: `${name} ${counts[name]}` };
  });
}

export const useScene = (text) => useMemo(() => parse(text), [text]);

export const isShown = (aspect, { hidden, orb }) => aspect.minutes <= orb && !hidden.includes(aspect.kind);

// What is lit: its bodies, their partners, the aspects between them; null when nothing is looked at.
export function useFocus(scene) {
  const lighting = useLighting();
  return useMemo(() => {
    const id = lighting.lit || lighting.pinned;
    if (!scene || !id) return null;
    const isAspect = id.includes(" ");
    const shown = scene.aspects.filter((aspect) => isShown(aspect, lighting));
    const aspects = shown.filter((one) => (isAspect ? one.id === id : one.a === id || one.b === id));
    if (isAspect ? !aspects.length : !scene.bodies[id]) return null;
    const lit = new Set(isAspect ? [aspects[0].a, aspects[0].b] : [id]);
    const mates = new Set(aspects.flatMap(({ a, b }) => [a, b]).filter((body) => !lit.has(body)));
    return {
      id,
      aspects,
      lit,
      mates,
      isAspect,
      isPinned: !lighting.lit,
      from: lighting.lit ? lighting.from : "",
    };
  }, [scene, lighting]);
}
