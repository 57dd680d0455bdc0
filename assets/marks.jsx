// The marks of a wheel as elements: the same ones, with the same attributes, as outer_skies/drawing/svg.py writes.
import { createElement, memo } from "react";
import { GLYPHS } from "./glyphs.js";

const part = (hundredths) => hundredths / 100;

const DRAW = {
  ring: ([, r]) => ["circle", { r: part(r) }],
  scale: ([, r, width, dashes, offset, turn]) => [
    "circle",
    {
      r: part(r),
      strokeWidth: part(width),
      strokeDasharray: dashes,
      strokeDashoffset: offset,
      transform: `rotate(${part(turn)})`,
    },
  ],
  spoke: ([, angle, outer, inner]) => [
    "line",
    { x1: part(-outer), x2: part(-inner), transform: `rotate(${part(-angle)})` },
  ],
  dot: ([, x, y, r]) => ["circle", { cx: part(x), cy: part(y), r: part(r) }],
  line: ([, x1, y1, x2, y2, width, opacity]) => [
    "line",
    { x1: part(x1), y1: part(y1), x2: part(x2), y2: part(y2), strokeWidth: part(width), opacity: part(opacity) },
  ],
  arc: ([, x1, y1, x2, y2, r, large, clockwise, width, opacity]) => [
    "path",
    {
      d: `M${part(x1)} ${part(y1)}A${part(r)} ${part(r)} 0 ${+large} ${+clockwise} ${part(x2)} ${part(y2)}`,
      ...(width && { strokeWidth: part(width), opacity: part(opacity) }),
    },
  ],
  pointer: ([, points]) => ["polyline", { points: points.map(part).join(" ") }],
  text: ([, x, y, text]) => ["text", { x: part(x), y: part(y), children: text }],
  glyph: ([, name, x, y, scale]) => [
    "path",
    { d: GLYPHS[name], transform: `translate(${part(x)} ${part(y)}) scale(${scale / 10000})` },
  ],
};

export const kindOf = (shape) => shape[shape.length - 1];
// The tag and attributes that draw a mark.
export const drawn = (shape) => DRAW[kindOf(shape)](shape);
// The body a mark belongs to ("" or none), and the aspect it draws (-1 or none).
export const bodyOf = (shape) => (/^(spoke|dot|arc|pointer|text|glyph)$/.test(kindOf(shape)) ? shape.at(-2) : "");
export const aspectOf = (shape) =>
  kindOf(shape) === "line" ? shape[7] : kindOf(shape) === "arc" ? shape[10] : -1;

const LIT_WIDTH = 1.6;

// `state` is "", "lit", "mate", "on" (an aspect's line that is lit) or "off" (filtered away).
export const Mark = memo(function Mark({ shape, index, state }) {
  const [tag, attributes] = drawn(shape);
  if (state === "on" && attributes.strokeWidth) {
    attributes.strokeWidth = Math.max(attributes.strokeWidth, LIT_WIDTH);
  }
  return createElement(tag, {
    className: state ? `w-${shape[0]} w-is-${state}` : `w-${shape[0]}`,
    "data-shape": index,
    "data-of": (shape[0] !== "body" && bodyOf(shape)) || undefined,
    "data-aspect": aspectOf(shape) < 0 ? undefined : aspectOf(shape),
    ...attributes,
  });
});

const GRID = 24;
const TARGET = 16;

// Where a body's glyph stands, and how large it is.
export function glyphPlace([, , x, y, scale]) {
  const size = (GRID * scale) / 10000;
  return { x: part(x) + size / 2, y: part(y) + size / 2, size };
}

// A body's glyph as a button: what the whole wheel is handled by.
export const BodyButton = memo(function BodyButton({ shape, index, row, state, isPinned, on }) {
  const { x, y } = glyphPlace(shape);
  return (
    <g
      role="button"
      tabIndex={0}
      className={state ? `w-target w-is-${state}` : "w-target"}
      data-body={row.body}
      data-longitude={row.longitude}
      aria-label={row.name}
      aria-pressed={isPinned}
      onFocus={on.focus}
      onBlur={on.blur}
    >
      <circle className="w-hit" cx={x} cy={y} r={TARGET} />
      <Mark shape={shape} index={index} state="" />
    </g>
  );
});
