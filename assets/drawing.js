// From where everything stands to the marks of the wheel: the same ones that outer_skies/drawing/wheel.py makes for a
// file. What each part of a scene holds is said in outer_skies/drawing/arrangement.py and measures.py.
const SIGNS = "aries taurus gemini cancer leo virgo libra scorpio sagittarius capricorn aquarius pisces".split(" ");
const CIRCLE = 360000;
const RADIANS = Math.PI / 180000;
const SIGN = CIRCLE / 12;
const NUMBER_DROP = 350;
const AXIS_DEGREE_DROP = 1280;
const BEND = 3000;
// The signs ° and ′ hang: digits, not the whole words, are centred.
const DEGREE = [170, -120];
const MINUTE = [80, 1000];
const DEGREE_ALONE = [170, 450];

const STYLES = { quintile: "minor", biquintile: "minor", semisquare: "minor", sesquiquadrate: "minor" };
export const styleOf = (kind) => STYLES[kind] ?? kind;

const hundredths = (angle) => Math.floor((angle + 5) / 10);
const onCircle = (radius, angle) => [
  Math.round(-radius * Math.cos(angle * RADIANS)),
  Math.round(radius * Math.sin(angle * RADIANS)),
];
const glyphAt = (radius, corner, angle) => [
  Math.round(-radius * Math.cos(angle * RADIANS) - corner),
  Math.round(radius * Math.sin(angle * RADIANS) - corner),
];

function frame(at, turn) {
  const way = hundredths(turn);
  const signs = SIGNS.map((name, index) => {
    const place = glyphAt(at.sign, at.sign_corner, index * SIGN + SIGN / 2 - turn);
    return ["sign", name, ...place, at.sign_scale, "", "glyph"];
  });
  const scales = at.scales.map(([style, radius, width, dashes, offset]) => [
    ...[style, radius, width, dashes, offset],
    ...[way, "scale"],
  ]);
  return [...at.rings, ...scales, ...signs];
}

const spoke = (style, way, outer, inner) => [style, way, outer, inner, "", "spoke"];
const words = (style, x, y, text) => [style, x, y, text, "", "text"];

function house(at, [middle, angle, degree, x, y], index) {
  const across = Math.round(-at.number * Math.cos(middle * RADIANS));
  const down = Math.round(at.number * Math.sin(middle * RADIANS) + NUMBER_DROP);
  const number = words("house", across, down, `${index + 1}`);
  if (angle < 0) return [number];
  const way = hundredths(angle);
  return [
    number,
    spoke("cusp", way, at.scale, at.house),
    spoke("cusp-in", way, at.house, at.hub),
    spoke("cusp-in", way, at.cusp, at.rim),
    ...(degree ? [words("outside", x, y, degree)] : []),
  ];
}

function axis(at, [name, angle, degree, x, y]) {
  const way = hundredths(angle);
  return [
    spoke("axis", way, at.scale, at.hub),
    spoke("axis", way, at.axis, at.rim),
    words("angle", x, y, name),
    ...(degree ? [words("angle-degree", x, y + AXIS_DEGREE_DROP, degree)] : []),
  ];
}

// Lines from foot to foot, the closest drawn last and so on top; a conjunction is an arc.
function aspectLines(at, aspects, angles) {
  const order = aspects.map((_, index) => index).sort((one, other) => aspects[one][6] - aspects[other][6]);
  return order.flatMap((index) => {
    const [a, kind, b, , , , percent] = aspects[index];
    if (kind.endsWith("parallel")) return [];
    const close = percent / 100;
    const width = Math.round(70 + 170 * close * Math.sqrt(close));
    const opacity = Math.round(42 + 58 * close);
    const radius = kind === "conjunction" ? at.conjunction : at.foot;
    const ends = [...onCircle(radius, angles[a]), ...onCircle(radius, angles[b])];
    if (kind !== "conjunction") return [[styleOf(kind), ...ends, width, opacity, index, "line"]];
    const isClockwise = 2 * ((angles[b] - angles[a] + CIRCLE) % CIRCLE) > CIRCLE;
    return [[kind, ...ends, Math.round(radius), false, isClockwise, width, opacity, index, "", "arc"]];
  });
}

// Where a pointer bends on its way in: at every third degree, the same for all, so that no two cross.
function bends(at, angle, shift) {
  const [low, high] = [Math.min(angle, angle + shift), Math.max(angle, angle + shift)];
  const [first, end] = [Math.floor(low / BEND) + 1, Math.ceil(high / BEND)];
  const stops = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  return (shift > 0 ? stops : stops.reverse()).flatMap((bend) => {
    const stop = (bend * BEND - angle) / shift;
    return onCircle(at.tick_inner + stop * (at.pointer_end - at.tick_inner), angle + stop * shift);
  });
}

function arcOfDay(at, of, [start, length]) {
  const ends = [...onCircle(at.range, start), ...onCircle(at.range, start + length)];
  return ["range", ...ends, at.range, 2 * length > CIRCLE, false, 0, 100, -1, of, "arc"];
}

function labels(at, angle, degree, minute, of) {
  const [across, down] = [-Math.cos(angle * RADIANS), Math.sin(angle * RADIANS)];
  const label = (style, [right, below], text) => {
    const [x, y] = [at.label * across + right, at.label * down + below];
    return [style, Math.round(x), Math.round(y), text, of, "text"];
  };
  if (minute < 0) return [label(at.degree_style, DEGREE_ALONE, `${degree}°`)];
  return [
    label("degree", DEGREE, `${degree}°`),
    label("minute", MINUTE, `${String(minute).padStart(2, "0")}′`),
  ];
}

// All marks of one body; its glyph comes last.
function body(at, [of, , , glyph, angle, shift, degree, minute, isRetrograde, range]) {
  const shown = angle + shift;
  const start = onCircle(at.tick_inner, angle);
  const points = [...start, ...bends(at, angle, shift), ...onCircle(at.pointer_end, shown)];
  const retro = () => glyphAt(at.retrograde, at.retrograde_corner, shown);
  return [
    ["true", hundredths(angle), at.tick_outer, at.tick_inner, of, "spoke"],
    ["leader", points, of, "pointer"],
    ["foot", ...onCircle(at.foot, angle), at.foot_size, of, "dot"],
    ...(range ? [arcOfDay(at, of, range)] : []),
    ...labels(at, shown, degree, minute, of),
    ...(isRetrograde ? [["retro", "retro", ...retro(), at.retrograde_scale, of, "glyph"]] : []),
    ["body", glyph, ...glyphAt(at.body, at.body_corner, shown), at.body_scale, of, "glyph"],
  ];
}

// The marks from the back to the front, the bodies' glyphs last.
export function shapesOf({ measures: at, turn, bodies, cusps, axes, aspects }) {
  const angles = Object.fromEntries(bodies.map(([of, , , , angle]) => [of, angle]));
  const marks = bodies.map((one) => body(at, one));
  return [
    ...frame(at, turn),
    ...cusps.flatMap((cusp, index) => house(at, cusp, index)),
    ...axes.flatMap((one) => axis(at, one)),
    ...aspectLines(at, aspects, angles),
    ...marks.flatMap((parts) => parts.slice(0, -1)),
    ...marks.map((parts) => parts.at(-1)),
  ];
}
