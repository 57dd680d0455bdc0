// The tables "Positions" and "Aspects". A row lights the wheel and is lit by it.
import { memo, useId, useRef, useState } from "react";
import { styleOf } from "./drawing.js";
import { Glyph } from "./glyph.jsx";
import { light, pin, useLighting } from "./lighting.js";
import { isShown, useFocus, useScene } from "./scene.js";

const TABS = ["Positions", "Aspects"];

export function Tables({ scene: text }) {
  const scene = useScene(text);
  const focus = useFocus(scene);
  const [tab, setTab] = useState(TABS[0]);
  const id = useId();
  const list = useRef(null);
  const onKeyDown = (event) => {
    if (!/^(ArrowLeft|ArrowRight|Home|End)$/.test(event.key)) return;
    event.preventDefault();
    const next = TABS[tab === TABS[0] ? 1 : 0];
    setTab(next);
    list.current.querySelector(`[data-tab="${next}"]`).focus();
  };
  return (
    <div className="chart-tables">
      <div className="tabs" role="tablist" aria-label="Tables" ref={list} onKeyDown={onKeyDown}>
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}-tab`}
            data-tab={name}
            aria-selected={tab === name}
            aria-controls={`${id}-${name}`}
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {name}
          </button>
        ))}
      </div>
      {TABS.map((name) => (
        <div
          key={name}
          role="tabpanel"
          id={`${id}-${name}`}
          aria-labelledby={`${id}-${name}-tab`}
          hidden={tab !== name}
          style={scene && { "--rows": scene.positions.length + scene.angles.length }}
          onPointerLeave={() => light("", "table")}
        >
          {scene && (name === "Positions" ? <Positions {...{ scene, focus }} /> : <Aspects {...{ scene, focus }} />)}
        </div>
      ))}
    </div>
  );
}

const over = (id) => ({
  onPointerEnter: (event) => event.pointerType === "mouse" && light(id, "table"),
  onClick: () => pin(id),
});

function Positions({ scene, focus }) {
  return (
    <table className="positions" aria-label="Positions">
      <colgroup>
        <col className="col-body" />
        <col className="col-degree" />
        <col className="col-sign" />
        <col className="col-minute" />
        <col className="col-retro" />
        {scene.housed && <col className="col-house" />}
        <col className="col-wide" />
        <col className="col-wide" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Body</th>
          <th scope="col" colSpan={4} className="longitude">
            Longitude
          </th>
          {scene.housed && <th scope="col">House</th>}
          <th scope="col">
            <abbr title="Declination">Declin.</abbr>
          </th>
          <th scope="col">Per day</th>
        </tr>
      </thead>
      <tbody>
        {scene.positions.map((row) => (
          <Position key={row.body} row={row} housed={scene.housed} isLit={Boolean(focus?.lit.has(row.body))} />
        ))}
        {scene.angles.map((row) => (
          <tr key={row.mark} className="angle">
            <th scope="row">
              <span className="mark" aria-hidden="true">
                {row.mark}
              </span>
              {row.label}
            </th>
            <Longitude row={row} />
            {scene.housed && <td>{row.house}</td>}
            <td />
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Position = memo(function Position({ row, housed, isLit }) {
  return (
    <tr className={isLit ? "is-lit" : undefined} data-row={row.body} {...over(row.body)}>
      <th scope="row">
        <Glyph name={row.glyph} />
        {row.label}
      </th>
      <Longitude row={row} />
      {housed && <td>{row.house}</td>}
      <td className="faint">{row.declination}</td>
      <td className="faint">{row.perDay}</td>
    </tr>
  );
});

const Longitude = ({ row }) => (
  <>
    <td className="degree">{row.degree}</td>
    <td className="sign">
      <Glyph name={row.sign} size={14} />
      <span className="visually-hidden">{row.sign}</span>
    </td>
    <td className="minute">{row.minute}</td>
    <td className="retro">
      {row.retrograde && (
        <>
          <Glyph name="retro" size={11} />
          <span className="visually-hidden">retrograde</span>
        </>
      )}
    </td>
  </>
);

function Aspects({ scene, focus }) {
  const lighting = useLighting();
  const [current, setCurrent] = useState("");
  const shown = scene.aspects.filter((aspect) => isShown(aspect, lighting));
  const rows = [...shown].sort((one, other) => one.minutes - other.minutes);
  const stop = rows.some(({ id }) => id === current) ? current : rows[0]?.id;
  const onKeyDown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && rows[rows.findIndex(({ id }) => id === event.target.dataset.aspect) + step];
    if (!step) return;
    event.preventDefault();
    if (next) event.currentTarget.querySelector(`button[data-aspect="${next.id}"]`).focus();
  };
  return (
    <table className="aspects" aria-label="Aspects" onKeyDown={onKeyDown}>
      <thead>
        <tr>
          <th scope="col">Body</th>
          <th scope="col">Aspect</th>
          <th scope="col">Body</th>
          <th scope="col">Orb</th>
          <th scope="col">Motion</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((aspect) => (
          <tr
            key={aspect.id}
            className={focus?.isAspect && focus.id === aspect.id ? "is-lit" : undefined}
            {...over(aspect.id)}
          >
            <BodyCell row={scene.bodies[aspect.a]} />
            <td>
              <button
                type="button"
                data-aspect={aspect.id}
                tabIndex={aspect.id === stop ? 0 : -1}
                aria-pressed={lighting.pinned === aspect.id}
                onFocus={() => {
                  setCurrent(aspect.id);
                  light(aspect.id, "table");
                }}
                onBlur={() => light("", "table")}
              >
                <Glyph name={aspect.kind} className={`k-${styleOf(aspect.kind)}`} />
                <span className="kind">{aspect.kind}</span>
              </button>
            </td>
            <BodyCell row={scene.bodies[aspect.b]} />
            <td>{aspect.orb}</td>
            <td className="faint">{aspect.motion}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const BodyCell = ({ row }) => (
  <td>
    <Glyph name={row.glyph} />
    {row.label}
  </td>
);
