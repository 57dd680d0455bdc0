// The field for a birthplace: places are offered as one types, by name in any script or as coordinates.
// What is typed lives here; the server only answers, and an answer to an older text never replaces a newer one.
import { useEffect, useRef, useState } from "react";
import { useCombobox } from "downshift";

const QUIET_MS = 80;
const NONE = { query: "", options: [] };
const Change = useCombobox.stateChangeTypes;

// `options` is {"query", "options": [{id, name, detail, matched, coords, label}]} as JSON, from the server.
// `onQuery(text)` tells a pause in typing, `onPick(id, label)` a choice, `onClear()` an emptied field.
export function PlaceCombobox({
  value = "",
  options = "{}",
  ready = true,
  onQuery,
  onPick,
  onClear,
  label = "Place of birth",
  placeholder = "City, or 44.65 −63.57",
  errorId,
  invalid = false,
}) {
  const [text, setText] = useState(value);
  const [isSettled, setIsSettled] = useState(true); // picked, or come from outside: nothing to offer for it
  const [wantsMenu, setWantsMenu] = useState(false);
  const [lit, setLit] = useState(0);
  const told = useRef(value);
  const timer = useRef(0);
  const [answer, asking] = useNewestAnswer(options);

  const isFresh = answer.query === text.trim();
  const items = text.trim() ? answer.options : [];
  const isOpen = wantsMenu && !isSettled && items.length > 0;
  const hasNone = wantsMenu && !isSettled && isFresh && text.trim().length > 1 && items.length === 0;

  const settle = (settled) => {
    clearTimeout(timer.current);
    timer.current = 0;
    told.current = settled;
    setText(settled);
    setIsSettled(true);
    setWantsMenu(false);
  };

  const tell = (typed) => {
    clearTimeout(timer.current);
    timer.current = 0;
    told.current = typed;
    if (!typed.trim()) return onClear?.();
    asking(typed);
    onQuery?.(typed);
  };

  const type = (typed) => {
    setText(typed);
    setLit(0);
    setIsSettled(false);
    setWantsMenu(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => tell(typed), QUIET_MS);
  };

  const pick = (item) => {
    settle(item.label);
    onPick?.(item.id, item.label);
  };

  // Told at once what would otherwise wait: the field is about to be left, or the form to be sent.
  const flush = () => {
    if (timer.current) tell(text);
  };

  // A value that we did not tell comes from outside: a remembered draft, a choice between places, a new form.
  useEffect(() => {
    if (value !== told.current) settle(value);
  }, [value]);

  // What was asked while nobody listened is asked again.
  useEffect(() => {
    if (ready && !isSettled && text.trim() && !isFresh) tell(text);
  }, [ready]);

  useEffect(() => () => clearTimeout(timer.current), []);

  const { getLabelProps, getInputProps, getMenuProps, getItemProps } = useCombobox({
    items,
    inputValue: text,
    selectedItem: null,
    isOpen,
    // Options that answer an older text can be read but not taken by Enter.
    defaultHighlightedIndex: 0,
    highlightedIndex: isFresh ? Math.min(lit, items.length - 1) : -1,
    itemToString: (item) => item?.label ?? "",
    itemToKey: (item) => item?.id,
    // Leaving the field chooses nothing, and Esc takes nothing away that was typed.
    stateReducer: (state, { type: change, changes }) =>
      change === Change.InputBlur || change === Change.InputKeyDownEscape ? { ...state, isOpen: false } : changes,
    onIsOpenChange: ({ isOpen: wanted }) => setWantsMenu(wanted),
    onHighlightedIndexChange: ({ highlightedIndex }) => setLit(highlightedIndex),
    onSelectedItemChange: ({ selectedItem }) => selectedItem && pick(selectedItem),
  });

  return (
    <div className="field combobox">
      <label {...getLabelProps()}>{label}</label>
      <div className="combobox-anchor">
        <input
          {...getInputProps({
            onChange: (event) => type(event.target.value),
            onKeyDown: (event) => {
              // Home and End belong to the text; Enter and Tab must not leave before the last letters are told.
              if (event.key === "Home" || event.key === "End") event.nativeEvent.preventDownshiftDefault = true;
              if (event.key === "Enter" || event.key === "Tab") flush();
            },
            onBlur: () => {
              flush();
              setWantsMenu(false); // an answer that comes after one has left must not open the menu
            },
            placeholder,
            "aria-invalid": invalid || undefined,
            "aria-describedby": errorId,
          })}
          autoComplete="off"
          autoCapitalize="words"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="done"
        />
        <ul {...getMenuProps({ className: "combobox-menu", hidden: !isOpen })} aria-label="Places" aria-labelledby={undefined}>
          {isOpen &&
            items.map((item, index) => (
              <li key={item.id} {...getItemProps({ item, index, className: "combobox-option" })}>
                <b>{item.name}</b>
                <span className="combobox-detail">
                  {item.matched && `${item.matched} · `}
                  {item.detail}
                </span>
                <span className="combobox-coords">{item.coords}</span>
              </li>
            ))}
        </ul>
        {hasNone && !invalid && (
          <p className="combobox-menu combobox-none" aria-hidden="true">
            No such place here. Try a larger one nearby, or coordinates.
          </p>
        )}
      </div>
      <span className="visually-hidden" role="status">
        {isOpen && isFresh && (items.length === 1 ? "1 place" : `${items.length} places`)}
        {hasNone && "No such place here. Try a larger one nearby, or coordinates."}
      </span>
    </div>
  );
}

// The answer to the newest text that has one, and a function that notes each text as it is asked. An answer to a
// text that was never asked here, or asked before the one that is shown, changes nothing.
function useNewestAnswer(json) {
  const [answer, setAnswer] = useState(NONE);
  const asked = useRef(new Map());
  const shown = useRef(0);
  useEffect(() => {
    const next = parsed(json);
    const turn = asked.current.get(next.query);
    if (!turn || turn < shown.current) return;
    shown.current = turn;
    setAnswer(next);
  }, [json]);
  const turns = useRef(0);
  const asking = (text) => asked.current.set(text.trim(), ++turns.current);
  return [answer, asking];
}

function parsed(json) {
  try {
    const { query = "", options = [] } = JSON.parse(json || "{}");
    return { query: query.trim(), options };
  } catch {
    return NONE;
  }
}
