// The triangular aspect grid; what is lit takes its place as a card.
import { memo } from "react";
import { Card } from "./card.jsx";
import { styleOf } from "./drawing.js";
import { GLYPHS } from "./glyphs.js";
import { light, pin, useLighting } from "./lighting.js";
import { isShown, useFocus, useScene } from "./scene.js";

const CELL = 20;
const GLYPH = 16;
const HEAD = 15;

export function Grid({ scene: text }) {
  const scene = useScene(text);
  const focus = useFocus(scene);
  // Looking at the grid itself must not take it away.
  const isCard = focus && focus.from !== "grid";
  const height = scene ? scene.positions.length * CELL + 2 : 262;
  return (
    <section className="grid-or-card" aria-label={isCard ? "What is lit" : "Aspect grid"} style={{ minHeight: height }}>
      {scene && (isCard ? <Card scene={scene} focus={focus} /> : <Cells scene={scene} focus={focus} />)}
    </section>
  );
}

function Cells({ scene, focus }) {
  const lighting = useLighting();
  const { positions, grid, aspects } = scene;
  const [total, close, cells] = grid;
  const size = positions.length * CELL + 1;
  return (
    <div className="grid">
      <svg
        viewBox={`-0.5 0 ${size} ${size}`}
        style={{ width: size }}
        role="img"
        aria-label={`${total}, ${close}. The table Aspects lists them.`}
        onPointerLeave={() => light("", "grid")}
      >
        <Rules count={positions.length} />
        {positions.map((row, index) => (
          <g
            key={row.body}
            className={focus?.lit.has(row.body) ? "head is-lit" : "head"}
            transform={`translate(${index * CELL} ${index * CELL})`}
            onPointerEnter={() => light(row.body, "grid")}
            onClick={() => pin(row.body)}
          >
            <rect width={CELL} height={CELL} />
            <Figure name={row.glyph} size={HEAD} />
          </g>
        ))}
        {cells.map(([row, column, index]) => {
          const aspect = aspects[index];
          if (!isShown(aspect, lighting)) return null;
          const isLit = focus?.aspects.includes(aspect);
          return (
            <g
              key={aspect.id}
              className={`cell k-${styleOf(aspect.kind)}${isLit ? " is-lit" : ""}`}
              transform={`translate(${column * CELL} ${row * CELL})`}
              onPointerEnter={() => light(aspect.id, "grid")}
              onClick={() => pin(aspect.id)}
            >
              <rect width={CELL} height={CELL} />
              <Figure name={aspect.kind} size={GLYPH} close={aspect.close / 100} />
            </g>
          );
        })}
      </svg>
      <p>
        <b>{total}</b>
        {close}
      </p>
    </div>
  );
}

const Rules = memo(function Rules({ count }) {
  let path = "";
  for (let line = 1; line < count; line++) {
    path += `M0 ${line * CELL}H${Math.min(line, count - 1) * CELL}V${count * CELL}`;
  }
  return <path className="rules" d={`${path}M0 ${CELL}V${count * CELL}H${(count - 1) * CELL}`} />;
});

// Closer aspects are heavier and less transparent, as their lines are.
function Figure({ name, size, close }) {
  const place = (CELL - size) / 2;
  const weight = close === undefined ? 1.75 : 1.5 + 0.9 * close ** 1.5;
  return (
    <path
      d={GLYPHS[name]}
      transform={`translate(${place} ${place}) scale(${size / 24})`}
      strokeWidth={weight}
      opacity={close === undefined ? 1 : 0.42 + 0.58 * close}
    />
  );
}
