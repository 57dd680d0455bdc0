// What is looked at: one store for wheel, tables, grid, card and legend, so that they light up in step.
// Something looked at is named by text: a body ("sun") or an aspect ("sun square moon").
import { useSyncExternalStore } from "react";

const REST = { lit: "", from: "", pinned: "", hidden: [], orb: Infinity };
const listeners = new Set();
let state = REST;

function change(part) {
  const next = { ...state, ...part };
  if (Object.keys(part).every((name) => next[name] === state[name])) return;
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLighting = () =>
  useSyncExternalStore(
    subscribe,
    () => state,
    () => REST,
  );

export const light = (lit, from) => change({ lit, from: lit ? from : "" });

// Pins, or frees what is pinned already.
export const pin = (id) =>
  id === state.pinned ? change({ pinned: "", lit: "", from: "" }) : change({ pinned: id, lit: "", from: "" });

export const free = () => change({ pinned: "", lit: "", from: "" });

export const showKinds = (kinds, shown) =>
  change({ hidden: shown ? state.hidden.filter((kind) => !kinds.includes(kind)) : [...state.hidden, ...kinds] });

// The widest orb shown, in minutes of arc.
export const limitOrb = (orb) => change({ orb });
