// One glyph in a line of text or a table. It says nothing to a screen reader: words stand beside it.
import { GLYPHS } from "./glyphs.js";

export function Glyph({ name, size = 16, className = "" }) {
  const stroke = size < 14 ? 2 : 1.75;
  return (
    <svg className={`glyph ${className}`} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={GLYPHS[name]} strokeWidth={stroke} />
    </svg>
  );
}
