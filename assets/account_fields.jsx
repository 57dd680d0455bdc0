// Fields of the forms about an account. What is typed stays in the page: the address for the next load of a form
// in this tab, a password nowhere.
import { useEffect, useRef, useState } from "react";

const KEY = "address";

export function AddressField({ id, label, kept, described }) {
  const field = useRef(null);
  useEffect(() => {
    if (!kept || field.current.value) return;
    try {
      field.current.value = sessionStorage.getItem(KEY) || "";
    } catch {
      // without storage it is typed again
    }
  }, [kept]);
  const keep = () => {
    try {
      if (kept) sessionStorage.setItem(KEY, field.current.value);
    } catch {
      // as above
    }
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        ref={field}
        id={id}
        name="address"
        type="email"
        className="input"
        autoComplete={kept ? "username" : "email"}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        required
        onInput={keep}
        aria-invalid={described ? "true" : undefined}
        aria-describedby={described ? `${id}-error` : undefined}
      />
      {described ? (
        <p id={`${id}-error`} role="alert" className="error">
          {described}
        </p>
      ) : null}
    </div>
  );
}

export function PasswordField({ id, label, name, purpose, hint, described }) {
  const [shown, setShown] = useState(false);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="password">
        <input
          id={id}
          name={name}
          type={shown ? "text" : "password"}
          className="input"
          autoComplete={purpose}
          autoCapitalize="none"
          spellCheck={false}
          minLength={purpose === "new-password" ? 12 : undefined}
          required
          aria-invalid={described ? "true" : undefined}
          aria-describedby={[described && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined}
        />
        <button type="button" className="quiet" aria-pressed={shown} aria-controls={id} onClick={() => setShown(!shown)}>
          Show
        </button>
      </div>
      {described ? (
        <p id={`${id}-error`} role="alert" className="error">
          {described}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
