// The kinds of aspect drawn, how wide and how many: also the filter of wheel, grid and tables.
import { Glyph } from "./glyph.jsx";
import { limitOrb, showKinds, useLighting } from "./lighting.js";
import { useScene } from "./scene.js";

const STEP_MINUTES = 30;

export function Legend({ scene: text }) {
  const scene = useScene(text);
  const { hidden, orb } = useLighting();
  if (!scene) return <div className="legend" />;
  const widest = Math.max(...scene.legend.map((row) => parseFloat(row.orb))) * 60;
  const limit = Math.min(orb, widest);
  return (
    <fieldset className="legend">
      <legend>Aspects drawn</legend>
      <div className="heads" aria-hidden="true">
        <span>Orb</span>
        <span>Found</span>
      </div>
      {scene.legend.map((row) => {
        const shown = !row.kinds.every((kind) => hidden.includes(kind));
        return (
          <label key={row.label} className={shown ? undefined : "is-hidden"}>
            <input
              type="checkbox"
              className="visually-hidden"
              aria-label={`${row.label}, orb ${row.orb}, ${row.found} found`}
              checked={shown}
              onChange={(event) => showKinds(row.kinds, event.target.checked)}
            />
            <Glyph name={row.glyph} className={`k-${row.style || "minor"}`} />
            <span className="name">{row.label}</span>
            <svg className="sample" viewBox="0 0 44 4" aria-hidden="true">
              {row.style && <path className={`w-${row.style}`} d="M0 2H44" strokeWidth="1.75" />}
            </svg>
            <span className="orb">{row.orb}</span>
            <span className="found">{row.found}</span>
          </label>
        );
      })}
      {widest > 0 && (
        <label className="limit">
          <span>Within</span>
          <input
            type="range"
            min={STEP_MINUTES}
            max={widest}
            step={STEP_MINUTES}
            value={limit}
            aria-label="Widest orb shown"
            aria-valuetext={`${limit / 60} degrees`}
            onChange={(event) => {
              const value = Number(event.target.value);
              limitOrb(value >= widest ? Infinity : value);
            }}
          />
          <output>{limit / 60}°</output>
        </label>
      )}
    </fieldset>
  );
}
