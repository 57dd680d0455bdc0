// Where everything stands at any instant, from strips that the server made: docs/strips.md describes both their forms.
// An instant is a Julian day of Terrestrial Time, an angle is in degrees, a longitude apparent, geocentric and of date.
const MAGIC = "OSSTRIP1";
const SCHEMA = "outer-skies.strips/1";
const CIRCLE = 360;
const RADIANS = Math.PI / 180;
const SIDEREAL_TURN_PER_DAY = 360.98564736629;
const THE_SKY = ["nutation", "sidereal_time"];

const onCircle = (angle) => {
  const turned = angle % CIRCLE;
  return turned < 0 ? turned + CIRCLE : turned;
};

// From the binary form to the object that the JSON form is.
function unpacked(buffer) {
  const bytes = new DataView(buffer);
  let at = 0;
  const byte = () => bytes.getUint8(at++);
  const text = (length) => String.fromCharCode(...Array.from({ length }, byte));
  const double = () => bytes.getFloat64((at += 8) - 8, true);
  const whole = () => {
    let [found, scale, part] = [0, 1, 128];
    while (part > 127) {
      part = byte();
      found += (part & 127) * scale;
      scale *= 128;
    }
    return found;
  };
  const signed = () => {
    const zigzag = whole();
    return zigzag % 2 ? -(zigzag + 1) / 2 : zigzag / 2;
  };
  const list = (length, one) => Array.from({ length }, one);

  if (text(MAGIC.length) !== MAGIC) throw new TypeError("These are no strips.");
  const [start_jd_tt, end_jd_tt] = [double(), double()];
  const strips = list(byte(), () => {
    const name = text(byte());
    const columns = byte();
    const [start, segment_days] = [double(), double()];
    const quanta_deg = list(columns, double);
    const segments = list(whole(), () => [byte(), list(columns, () => list(byte(), signed))]);
    return { name, start_jd_tt: start, segment_days, quanta_deg, segments };
  });
  return { schema: SCHEMA, start_jd_tt, end_jd_tt, strips };
}

// A strip ready to be read: where each segment starts, its days, and its coefficients in degrees, column by column.
function laidOut({ start_jd_tt, segment_days, quanta_deg, segments }) {
  let start = start_jd_tt;
  return segments.map(([halvings, series]) => {
    const days = segment_days / 2 ** halvings;
    const segment = { start, days, columns: series.map((units, index) => units.map((one) => one * quanta_deg[index])) };
    start += days;
    return segment;
  });
}

function segmentAt(segments, jdTt) {
  let [low, high] = [0, segments.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (segments[middle].start <= jdTt) low = middle;
    else high = middle - 1;
  }
  return segments[low];
}

// The sum of a Chebyshev series and its change a day, by Clenshaw's recurrence and its derivative.
function summed({ start, days, columns }, column, jdTt) {
  const coefficients = columns[column];
  const x = (2 * (jdTt - start)) / days - 1;
  let [next, last, nextRate, lastRate] = [0, 0, 0, 0];
  for (let order = coefficients.length - 1; order > 0; order -= 1) {
    [nextRate, lastRate] = [2 * (x * nextRate + next) - lastRate, nextRate];
    [next, last] = [2 * x * next - last + coefficients[order], next];
  }
  const value = x * next - last + (coefficients[0] ?? 0);
  return { value, perDay: ((x * nextRate - lastRate + next) * 2) / days };
}

// Strips from an ArrayBuffer, or from the object that their JSON is. What comes back answers for instants in
// [startJdTt, endJdTt) and throws a RangeError for others.
export function readStrips(from) {
  const { schema, start_jd_tt: startJdTt, end_jd_tt: endJdTt, strips } = from instanceof ArrayBuffer ? unpacked(from) : from;
  if (schema !== SCHEMA) throw new TypeError("These are no strips.");
  const laid = new Map(strips.map((strip) => [strip.name, laidOut(strip)]));

  const column = (name, index, jdTt) => {
    const segments = laid.get(name);
    if (!segments) throw new RangeError(`There is no strip of ${name}.`);
    if (!(jdTt >= startJdTt && jdTt < endJdTt)) throw new RangeError(`The strips do not reach ${jdTt}.`);
    return summed(segmentAt(segments, jdTt), index, jdTt);
  };

  const place = (body, jdTt) => {
    const [longitude, nutation] = [column(body, 0, jdTt), column("nutation", 0, jdTt)];
    return {
      longitudeDeg: onCircle(longitude.value + nutation.value),
      latitudeDeg: column(body, 1, jdTt).value,
      speedDegPerDay: longitude.perDay + nutation.perDay,
    };
  };

  // The Ascendant is the point that rises in the east, the Midheaven the one with the meridian's right ascension.
  const angles = (jdTt, northLatitudeDeg, eastLongitudeDeg) => {
    const [nutation, obliquity] = [0, 1].map((index) => column("nutation", index, jdTt).value);
    const tilt = obliquity * RADIANS;
    const uniform = SIDEREAL_TURN_PER_DAY * (jdTt - startJdTt);
    const sidereal = column("sidereal_time", 0, jdTt).value + uniform + nutation * Math.cos(tilt);
    const armcDeg = onCircle(sidereal + eastLongitudeDeg);
    const [sine, cosine] = [Math.sin(armcDeg * RADIANS), Math.cos(armcDeg * RADIANS)];
    const lean = Math.tan(northLatitudeDeg * RADIANS) * Math.sin(tilt);
    // Within the polar circles the formula can name the point that sets.
    const east = Math.cos(tilt) + lean * sine < 0 ? -1 : 1;
    return {
      ascendantDeg: onCircle(Math.atan2(east * cosine, -east * (sine * Math.cos(tilt) + lean)) / RADIANS),
      midheavenDeg: onCircle(Math.atan2(sine, cosine * Math.cos(tilt)) / RADIANS),
      armcDeg,
    };
  };

  const bodies = [...laid.keys()].filter((name) => !THE_SKY.includes(name));
  return { startJdTt, endJdTt, bodies, place, angles };
}
