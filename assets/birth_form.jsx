// The birth form. What is typed lives here and in localStorage, never only on the server: a reload, a lost
// connection or a deploy loses nothing. The server says what the draft means; this shows it.
import { useEffect, useId, useRef, useState } from "react";
import { PlaceCombobox } from "./place_combobox.jsx";

const KEY = "outer-skies-draft";
const BLANK = {
  name: "",
  date: "",
  time: "",
  timeUnknown: false,
  place: "",
  placeId: null,
  fold: "",
  zone: "",
  calendar: "gregorian",
  houses: "placidus",
  zodiac: "tropical",
};
const QUIET_MS = 150;

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

function remember(draft) {
  try {
    localStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the draft then lasts as long as the page.
  }
}

function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // As in remember.
  }
}

function parsed(json) {
  try {
    return JSON.parse(json || "{}");
  } catch {
    return {};
  }
}

// A change to what an hour depends on makes an earlier answer to "which one?" stale.
const SETTLES = { date: 1, time: 1, place: 1, placeId: 1, zone: 1, timeUnknown: 1, calendar: 1 };

export function BirthForm({ view, places, choices, ready, onDraft, onCast, onPlace }) {
  const [draft, setDraft] = useState(BLANK);
  const [casting, setCasting] = useState(false);
  const [showsOptions, setShowsOptions] = useState(false);
  const [showsZone, setShowsZone] = useState(false);
  const latest = useRef(BLANK);
  const seq = useRef(0);
  const timer = useRef(0);
  const form = parsed(view);
  const options = parsed(choices);
  const errors = form.errors || {};
  const echo = form.echo || {};

  const send = () => {
    clearTimeout(timer.current);
    timer.current = 0;
    seq.current += 1;
    onDraft?.(latest.current, seq.current);
  };

  const put = (patch) => {
    const settled = "fold" in patch || !Object.keys(patch).some((key) => SETTLES[key]);
    const next = { ...latest.current, ...(settled ? {} : { fold: "" }), ...patch };
    latest.current = next;
    setDraft(next);
    remember(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(send, QUIET_MS);
  };

  useEffect(() => {
    const next = { ...BLANK, bodies: options.defaultBodies, ...remembered() };
    latest.current = next;
    setDraft(next);
    return () => clearTimeout(timer.current);
  }, []);

  // Each time the page begins to listen, after a reload or a reconnect, tell it what stands here.
  useEffect(() => {
    if (!ready) return;
    setCasting(false);
    if (latest.current.date || latest.current.place) send();
  }, [ready]);

  useEffect(() => {
    if (!(form.seq >= seq.current)) return;
    setCasting(false);
    if (form.saved) forget();
  }, [view]);

  const cast = (event) => {
    event.preventDefault();
    if (casting || !ready) return;
    clearTimeout(timer.current);
    timer.current = 0;
    seq.current += 1;
    setCasting(true);
    onCast?.(latest.current, seq.current);
  };

  const text = (key, extra = {}) => ({
    id: `birth-${key}`,
    className: "input",
    value: draft[key],
    onChange: (event) => put({ [key]: event.target.value }),
    "aria-invalid": errors[key] ? true : undefined,
    "aria-describedby": `birth-${key}-says`,
    autoComplete: "off",
    ...extra,
  });

  return (
    <form className="birth-form" onSubmit={cast} noValidate aria-label="Birth data">
      <div className="field">
        <label htmlFor="birth-name">Name</label>
        <input {...text("name", { placeholder: "Optional" })} />
        <Says id="birth-name-says" error={errors.name} put={put} />
      </div>
      <div>
        <div className="when">
          <div className="field">
            <label htmlFor="birth-date">Date of birth</label>
            <input {...text("date", { placeholder: "17 May 1990" })} />
          </div>
          <div className="field">
            <label htmlFor="birth-time">Time of birth</label>
            <input
              {...text("time", {
                placeholder: draft.timeUnknown ? "Unknown" : "14:30",
                disabled: draft.timeUnknown,
                value: draft.timeUnknown ? "" : draft.time,
              })}
            />
          </div>
        </div>
        <Says id="birth-date-says" error={errors.date} hint={echo.date} put={put} />
        <Says id="birth-time-says" error={errors.time} put={put} />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={draft.timeUnknown}
          onChange={(event) => put({ timeUnknown: event.target.checked })}
        />
        Time unknown
      </label>
      {draft.timeUnknown && (
        <p className="aside">
          Without a time there are no houses and no Ascendant. Each body shows the range it covered that day.
        </p>
      )}
      <div>
        <PlaceCombobox
          value={draft.place}
          options={places}
          ready={ready}
          onQuery={(value) => {
            put({ place: value, placeId: null });
            onPlace?.(value);
          }}
          onPick={(id, label) => put({ place: label, placeId: id })}
          onClear={() => put({ place: "", placeId: null })}
          placeholder="City, or 44.65 −63.57"
          errorId="birth-place-says"
          invalid={Boolean(errors.place)}
        />
        <Says id="birth-place-says" error={errors.place} put={put} />
        {(echo.zone || draft.zone || showsZone) && (
          <div className="zone-line">
            <span className="hint">{echo.zone} </span>
            {!showsZone && (
              <button type="button" className="link" onClick={() => setShowsZone(true)}>
                Change<span className="visually-hidden"> the time zone</span>
              </button>
            )}
          </div>
        )}
        {showsZone && <ZoneField value={draft.zone} error={errors.zone} put={put} />}
        {!showsZone && <Says id="birth-zone-says" error={errors.zone} put={put} />}
      </div>
      <div className="options-line">
        <span>{optionsInWords(draft, options)}</span>
        <button
          type="button"
          className="link"
          aria-expanded={showsOptions}
          onClick={() => setShowsOptions(!showsOptions)}
        >
          Change<span className="visually-hidden"> houses, zodiac, calendar and bodies</span>
        </button>
      </div>
      {showsOptions && <Options draft={draft} options={options} put={put} />}
      <Says id="birth-houses-says" error={errors.houses || errors.bodies || errors.zodiac} put={put} />
      <button type="submit" className="primary" aria-disabled={casting || !ready}>
        Cast chart
      </button>
      <Says id="birth-form-says" error={errors[""] || errors.form} put={put} />
    </form>
  );
}

function Says({ id, error, hint, put }) {
  if (!error) return <p id={id} className="hint says">{hint}</p>;
  return (
    <div id={id} className="says" role="alert">
      <p className="error">{error.text}</p>
      {error.choices.length > 0 && (
        <div className="choices">
          {error.choices.map((choice) => (
            <button key={choice.label} type="button" onClick={() => put(choice.patch)}>
              {choice.label}
              {choice.detail && <small>{choice.detail}</small>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function ZoneField({ value, error, put }) {
  const list = useId();
  return (
    <div className="field zone-field">
      <label htmlFor="birth-zone">Time zone or offset</label>
      <input
        id="birth-zone"
        className="input"
        list={list}
        value={value}
        placeholder="Europe/Paris, or +01:00"
        onChange={(event) => put({ zone: event.target.value })}
        aria-invalid={error ? true : undefined}
        aria-describedby="birth-zone-says"
        autoComplete="off"
      />
      <datalist id={list}>
        {(Intl.supportedValuesOf?.("timeZone") || []).map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <Says id="birth-zone-says" error={error} hint="Empty means the place’s own." put={put} />
    </div>
  );
}

function optionsInWords(draft, options) {
  const houses = options.houses?.find((one) => one.value === draft.houses)?.label;
  const ayanamsa = options.ayanamsas?.find((one) => one.value === draft.zodiac)?.label;
  const zodiac = ayanamsa ? `${ayanamsa} zodiac` : "tropical zodiac";
  const count = draft.bodies?.length ?? options.defaultBodies?.length;
  const parts = draft.timeUnknown ? [zodiac] : [`${houses} houses`, zodiac];
  if (draft.calendar === "julian") parts.push("Julian calendar");
  const line = [...parts, `${count} ${count === 1 ? "body" : "bodies"}`].join(", ");
  return line.charAt(0).toUpperCase() + line.slice(1);
}

function Options({ draft, options, put }) {
  const bodies = draft.bodies ?? options.defaultBodies;
  const toggle = (body) =>
    put({ bodies: bodies.includes(body) ? bodies.filter((one) => one !== body) : [...bodies, body] });
  return (
    <div className="options">
      <Choose label="Houses" value={draft.houses} onChange={(houses) => put({ houses })} from={options.houses} />
      <Choose
        label="Zodiac"
        value={draft.zodiac}
        onChange={(zodiac) => put({ zodiac })}
        from={[{ value: "tropical", label: "Tropical" }, ...options.ayanamsas]}
      />
      <Choose
        label="Calendar of the date"
        value={draft.calendar}
        onChange={(calendar) => put({ calendar })}
        from={[
          { value: "gregorian", label: "Gregorian" },
          { value: "julian", label: "Julian" },
        ]}
      />
      <fieldset className="body-choices">
        <legend className="field-label">Bodies</legend>
        {options.bodies.map((body) => (
          <label key={body.value} className="check">
            <input type="checkbox" checked={bodies.includes(body.value)} onChange={() => toggle(body.value)} />
            {body.label}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

function Choose({ label, value, onChange, from }) {
  const id = useId();
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {from.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  );
}
