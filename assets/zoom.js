// Zoom and pan of a drawing by pinch, keys, dragging, and the mouse wheel with Ctrl (so that a page scrolls as ever).
import { useEffect, useRef, useState } from "react";

const MOST = 8;
const KEY_STEP = 1.4;
const DRAG_PX = 4;
const WHOLE = { zoom: 1, x: 0, y: 0 };

function within({ zoom, x, y }, [, , width, height]) {
  const most = Math.min(MOST, Math.max(1, zoom));
  const reach = [width, height].map((side) => (side / 2) * (1 - 1 / most));
  const keep = (value, far) => Math.min(far, Math.max(-far, value));
  return { zoom: most, x: keep(x, reach[0]), y: keep(y, reach[1]) };
}

// Zooming by a factor while the point (px, py) of the drawing stays where it is.
function about(view, factor, px, py, box) {
  const zoom = Math.min(MOST, Math.max(1, view.zoom * factor));
  const ratio = view.zoom / zoom;
  return within({ zoom, x: px + (view.x - px) * ratio, y: py + (view.y - py) * ratio }, box);
}

export function inDrawing(svg, clientX, clientY) {
  const matrix = svg.getScreenCTM();
  if (!matrix) return { x: 0, y: 0, scale: 1 };
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
  return { x, y, scale: Math.hypot(matrix.a, matrix.b) };
}

const between = ([one, other]) => ({
  x: (one.clientX + other.clientX) / 2,
  y: (one.clientY + other.clientY) / 2,
  apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
});

// Returns the viewBox to show, whether it is zoomed in, a handler for keys, and whether a drag just ended.
export function useZoom(ref, box) {
  const [view, setView] = useState(WHOLE);
  const dragged = useRef(false);
  const [left, top, width, height] = box;

  useEffect(() => {
    const svg = ref.current;
    if (!svg) return undefined;
    let last = null;
    const pan = (dx, dy, scale) =>
      setView((now) => within({ ...now, x: now.x - dx / scale, y: now.y - dy / scale }, box));
    const onWheel = (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const at = inDrawing(svg, event.clientX, event.clientY);
      const pixels = event.deltaY * (event.deltaMode ? 16 : 1);
      setView((now) => about(now, Math.exp(-pixels / 240), at.x, at.y, box));
    };
    const isZoomed = () => svg.hasAttribute("data-zoomed");
    const onTouch = (event) => {
      const { touches } = event;
      if (touches.length === 2) {
        event.preventDefault();
        const now = between(touches);
        if (last?.apart) {
          const at = inDrawing(svg, now.x, now.y);
          const factor = now.apart / last.apart;
          setView((view) => about(view, factor, at.x, at.y, box));
          pan(now.x - last.x, now.y - last.y, at.scale);
        }
        last = now;
      } else if (touches.length === 1 && isZoomed()) {
        event.preventDefault();
        const now = { x: touches[0].clientX, y: touches[0].clientY };
        if (last && !last.apart) pan(now.x - last.x, now.y - last.y, inDrawing(svg, now.x, now.y).scale);
        last = now;
      }
    };
    const onTouchEnd = () => {
      last = null;
    };
    const onDown = (event) => {
      dragged.current = false;
      if (event.pointerType !== "mouse" || event.button !== 0 || !isZoomed()) return;
      let from = { x: event.clientX, y: event.clientY };
      const onMove = (move) => {
        const [dx, dy] = [move.clientX - from.x, move.clientY - from.y];
        if (!dragged.current && Math.hypot(dx, dy) < DRAG_PX) return;
        dragged.current = true;
        from = { x: move.clientX, y: move.clientY };
        pan(dx, dy, inDrawing(svg, 0, 0).scale);
      };
      const onUp = () => {
        removeEventListener("pointermove", onMove);
        removeEventListener("pointerup", onUp);
      };
      addEventListener("pointermove", onMove);
      addEventListener("pointerup", onUp);
    };
    svg.addEventListener("wheel", onWheel, { passive: false });
    svg.addEventListener("touchmove", onTouch, { passive: false });
    svg.addEventListener("touchend", onTouchEnd);
    svg.addEventListener("pointerdown", onDown);
    return () => {
      svg.removeEventListener("wheel", onWheel);
      svg.removeEventListener("touchmove", onTouch);
      svg.removeEventListener("touchend", onTouchEnd);
      svg.removeEventListener("pointerdown", onDown);
    };
  }, [left, top, width, height]);

  // Keys zoom about a place of the drawing, or about the middle of what is shown.
  const onKey = ({ key, ctrlKey, metaKey, altKey }, place) => {
    if (ctrlKey || metaKey || altKey) return false;
    const zoomBy = (factor) =>
      setView((now) => about(now, factor, place?.x ?? now.x, place?.y ?? now.y, box));
    if (key === "0") setView(WHOLE);
    else if (key === "+" || key === "=") zoomBy(KEY_STEP);
    else if (key === "-" || key === "_") zoomBy(1 / KEY_STEP);
    else return false;
    return true;
  };
  const [w, h] = [width / view.zoom, height / view.zoom];
  return {
    viewBox: `${view.x - w / 2} ${view.y - h / 2} ${w} ${h}`,
    isZoomed: view.zoom > 1,
    onKey,
    dragged,
  };
}
