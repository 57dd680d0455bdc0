// Tags on lit lines: glyph and orb at mid-line, slid along until clear of one another.
import { styleOf } from "./drawing.js";
import { GLYPHS } from "./glyphs.js";
import { bodyOf, kindOf } from "./marks.jsx";

const HEIGHT = 19;
const CLEAR = 7;
const GLYPH = 13;
const STEP = 0.03;
const DIGIT = 6.6;
const MARKS = 7.3;
const CONJUNCTION_INSIDE = 30;

export function feetOf(shapes) {
  const feet = {};
  for (const shape of shapes) {
    if (kindOf(shape) === "dot") feet[bodyOf(shape)] = [shape[1] / 100, shape[2] / 100];
  }
  return feet;
}

// A place on the way from a foot to its partner's; a conjunction's short way is left towards the centre.
function along(aspect, [x1, y1], [x2, y2], share) {
  if (aspect.kind !== "conjunction") return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const far = Math.hypot(x, y) || 1;
  const inward = 1 - (CONJUNCTION_INSIDE + Math.max(0, share - 0.5) * 300) / far;
  return [x * inward, y * inward];
}

const isClear = (box, others) =>
  others.every(
    (other) =>
      Math.abs(box.x - other.x) >= (box.width + other.width) / 2 + CLEAR ||
      Math.abs(box.y - other.y) >= HEIGHT + CLEAR,
  );

function place(aspects, feet, from) {
  const boxes = [];
  for (const aspect of aspects) {
    const width = 18.5 + (aspect.orb.length - 2) * DIGIT + MARKS + 5;
    const [a, b] = aspect.b === from ? [aspect.b, aspect.a] : [aspect.a, aspect.b];
    let box = null;
    for (let step = 0; step < 27 && !(box && isClear(box, boxes)); step++) {
      const share = 0.5 + STEP * Math.ceil(step / 2) * (step % 2 ? 1 : -1);
      const [x, y] = along(aspect, feet[a], feet[b], share);
      box = { x, y, width, aspect };
    }
    boxes.push(box);
  }
  return boxes;
}

export function Tags({ scene, focus }) {
  const feet = feetOf(scene.shapes);
  const closestLast = [...focus.aspects].sort((one, other) => one.close - other.close);
  return (
    <g className="w-tags">
      {closestLast
        .filter(({ kind }) => kind.endsWith("parallel"))
        .map(({ id, a, b }) => (
          <line key={id} className="w-parallel" x1={feet[a][0]} y1={feet[a][1]} x2={feet[b][0]} y2={feet[b][1]} />
        ))}
      {scene.r >= 200 &&
        place(closestLast, feet, focus.id).map(({ x, y, width, aspect }) => (
          <g key={aspect.id} className={`w-tag k-${styleOf(aspect.kind)}`} transform={`translate(${x} ${y})`}>
            <rect x={-width / 2} y={-HEIGHT / 2} width={width} height={HEIGHT} rx={HEIGHT / 2} />
            <path
              d={GLYPHS[aspect.kind]}
              transform={`translate(${4.5 - width / 2} ${-GLYPH / 2}) scale(${GLYPH / 24})`}
            />
            <text x={18.5 - width / 2} y={4}>
              {aspect.orb}
            </text>
          </g>
        ))}
    </g>
  );
}
