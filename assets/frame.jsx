// What surrounds every page: the mark that it listens, the palette switch, and word of a lost connection.
import { Component, useEffect, useState } from "react";
import "@fontsource-variable/ibm-plex-sans/standard.css";
import "@fontsource-variable/source-serif-4/opsz.css";

export function Ready({ hydrated }) {
  useEffect(() => {
    document.documentElement.dataset.hydrated = hydrated ? "true" : "false";
  }, [hydrated]);
  return null;
}

// A fault while drawing ends here: the page says so and offers itself anew, and a draft is kept.
export class Safe extends Component {
  state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div className="library" role="alert">
        <h1>Something broke here, not with you</h1>
        <p className="empty">Nothing that you typed or saved is lost.</p>
        <button type="button" className="link" onClick={() => location.reload()}>
          Load the page again
        </button>
      </div>
    );
  }
}

// Shown only once an outage has lasted: a reconnect within a second is nobody's business.
const PATIENCE_MS = 1500;

export function Connection({ broken }) {
  const [online, setOnline] = useState(true);
  const [told, setTold] = useState(false);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    update();
    addEventListener("online", update);
    addEventListener("offline", update);
    return () => {
      removeEventListener("online", update);
      removeEventListener("offline", update);
    };
  }, []);
  const lost = broken || !online;
  useEffect(() => {
    if (!lost) {
      setTold(false);
      return undefined;
    }
    const timer = setTimeout(() => setTold(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [lost]);
  return (
    <p className="notice connection" role="status">
      {told ? "Offline. What you typed is kept; this goes on when the connection is back." : ""}
    </p>
  );
}

export function Minutely({ onMinute }) {
  useEffect(() => {
    let timer = 0;
    const wait = () => {
      timer = setTimeout(() => {
        if (!document.hidden) onMinute?.();
        wait();
      }, 60_000 - (Date.now() % 60_000) + 200);
    };
    wait();
    return () => clearTimeout(timer);
  }, []);
  return null;
}

// Which class of wheel the window has room for; tells the server when that is not what it drew.
export function Measure({ size, onSize }) {
  useEffect(() => {
    const tell = () => {
      const width = Math.min(innerWidth, document.documentElement.clientWidth);
      const fits = width < 480 ? "small" : width < 700 ? "medium" : "large";
      if (fits !== size) onSize?.(fits);
    };
    tell();
    addEventListener("resize", tell);
    return () => removeEventListener("resize", tell);
  }, [size]);
  return null;
}

export function CopyLink() {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setCopied(true);
      setTimeout(() => setCopied(false), 4000);
    } catch {
      prompt("Copy this address:", location.href);
    }
  };
  return (
    <span>
      <button type="button" className="quiet" onClick={copy}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 6 6l1-1" />
        </svg>
        Copy link
      </button>
      <span role="status" className="hint">
        {copied ? " Copied. It opens in this browser." : ""}
      </span>
    </span>
  );
}
