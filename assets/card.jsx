// The card: everything the chart says of the body or the aspect that is lit.
import { styleOf } from "./drawing.js";
import { Glyph } from "./glyph.jsx";

export function Card({ scene, focus }) {
  return focus.isAspect ? <AspectCard {...{ scene, focus }} /> : <BodyCard {...{ scene, focus }} />;
}

function BodyCard({ scene, focus }) {
  const row = scene.bodies[focus.id];
  const aspects = [...focus.aspects].sort((one, other) => one.minutes - other.minutes);
  return (
    <div className="card">
      <header>
        <Glyph name={row.glyph} size={22} className="is-lit" />
        <h2>{row.title}</h2>
        {row.house && <span>House {row.house}</span>}
      </header>
      <p>
        {row.detail}
        <br />
        Declination {row.declination}
      </p>
      {aspects.length > 0 && (
        <ul>
          {aspects.map((aspect) => {
            const other = scene.bodies[aspect.a === focus.id ? aspect.b : aspect.a];
            return (
              <li key={aspect.id}>
                <Glyph name={aspect.kind} className={`k-${styleOf(aspect.kind)}`} />
                <span className="kind">{aspect.kind}</span>
                <Glyph name={other.glyph} />
                <span>{other.label}</span>
                <span className="orb">{aspect.orb}</span>
                <span className="motion">{aspect.motion}</span>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

function AspectCard({ scene, focus }) {
  const [aspect] = focus.aspects;
  const [a, b] = [scene.bodies[aspect.a], scene.bodies[aspect.b]];
  return (
    <div className="card">
      <header>
        <Glyph name={aspect.kind} size={22} className={`k-${styleOf(aspect.kind)}`} />
        <h2>
          {a.label} {aspect.kind} {b.label}
        </h2>
      </header>
      <p>{aspect.motion === "exact" ? "Exact." : `${aspect.orb} from exact, ${aspect.motion}.`}</p>
      <ul className="two">
        {[a, b].map((row) => (
          <li key={row.body}>
            <Glyph name={row.glyph} className="is-lit" />
            <span>{row.name}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
