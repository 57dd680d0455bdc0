// The chart wheel: marks (drawing.js) lit, pinned, zoomed and moved.
import { useCallback, useEffect, useMemo, useRef } from "react";
import { free, light, pin, useLighting } from "./lighting.js";
import { BodyButton, Mark, aspectOf, bodyOf, glyphPlace } from "./marks.jsx";
import { isShown, useFocus, useScene } from "./scene.js";
import { Tags } from "./tags.jsx";
import { useTravel } from "./travel.js";
import { inDrawing, useZoom } from "./zoom.js";

const MOUSE_REACH = 16;
const TOUCH_REACH = 22;
const WASH = 0.74;
const EMPTY_BOX = [-366, -372, 732, 744];

function stateOf(shape, scene, focus, lighting) {
  const aspect = scene.aspects[aspectOf(shape)];
  if (aspect) {
    if (!isShown(aspect, lighting)) return "off";
    return focus?.aspects.includes(aspect) ? "on" : "";
  }
  return bodyState(bodyOf(shape), focus);
}

const bodyState = (body, focus) =>
  body && focus?.lit.has(body) ? "lit" : body && focus?.mates.has(body) ? "mate" : "";

// The glyph nearest to the pointer, if it is near enough to be meant.
function nearest(svg, glyphs, event) {
  const { x, y, scale } = inDrawing(svg, event.clientX, event.clientY);
  const reach = (event.pointerType === "touch" ? TOUCH_REACH : MOUSE_REACH) / scale;
  let [best, distance] = ["", reach];
  for (const [body, at] of glyphs) {
    const far = Math.hypot(at.x - x, at.y - y);
    if (far <= distance) [best, distance] = [body, far];
  }
  return best;
}

export function Wheel({ scene: text }) {
  const scene = useScene(text);
  return <div className="wheel">{scene ? <Drawing scene={scene} /> : <Space />}</div>;
}

const Space = () => <svg viewBox={EMPTY_BOX.join(" ")} aria-hidden="true" />;

function Drawing({ scene }) {
  const ref = useRef(null);
  const lighting = useLighting();
  const focus = useFocus(scene);
  const { viewBox, isZoomed, onKey, dragged } = useZoom(ref, scene.box);
  useTravel(ref, scene);

  const behind = useMemo(() => scene.marks.filter(({ shape }) => !bodyOf(shape)), [scene]);
  const parts = useMemo(() => scene.marks.filter(({ shape }) => bodyOf(shape) && shape[0] !== "body"), [scene]);
  const buttons = useMemo(() => scene.marks.filter(({ shape }) => shape[0] === "body"), [scene]);
  const glyphs = useMemo(() => buttons.map(({ shape }) => [bodyOf(shape), glyphPlace(shape)]), [buttons]);
  const bodies = useMemo(
    () =>
      Object.values(scene.bodies).sort((one, other) => one.longitude - other.longitude).map(({ body }) => body),
    [scene],
  );
  const on = useMemo(
    () => ({
      focus: (event) => light(event.currentTarget.dataset.body, "wheel"),
      blur: () => light("", "wheel"),
    }),
    [],
  );

  useEffect(() => {
    const onEscape = (event) => event.key === "Escape" && free();
    document.addEventListener("keydown", onEscape);
    return () => document.removeEventListener("keydown", onEscape);
  }, []);
  useEffect(() => free, []);

  const onKeyDown = (event) => {
    const body = event.target.closest?.("[data-body]")?.dataset.body;
    if (onKey(event, new Map(glyphs).get(body))) event.preventDefault();
    else if (body && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      pin(body);
    } else if (body && /^Arrow/.test(event.key)) {
      event.preventDefault();
      const step = event.key === "ArrowRight" || event.key === "ArrowUp" ? 1 : bodies.length - 1;
      const next = bodies[(bodies.indexOf(body) + step) % bodies.length];
      ref.current.querySelector(`[data-body="${next}"]`)?.focus();
    }
  };
  const onPointerMove = useCallback(
    (event) => {
      if (event.pointerType === "touch" || event.buttons) return;
      const body = nearest(ref.current, glyphs, event);
      ref.current.classList.toggle("is-over", Boolean(body));
      light(body, "wheel");
    },
    [glyphs],
  );
  const onClick = (event) => {
    if (dragged.current) return;
    // A click without a pointer comes from assistive technology, and names its element.
    const named = event.detail ? "" : event.target.closest("[data-body]")?.dataset.body;
    const body = named || nearest(ref.current, glyphs, event.nativeEvent);
    if (body) pin(body);
    else free();
  };

  return (
    <svg
      ref={ref}
      className="w"
      viewBox={viewBox}
      role="group"
      aria-label="Chart wheel"
      aria-describedby="wheel-keys"
      data-size={scene.size}
      data-focus={focus ? (focus.isPinned ? "pinned" : "lit") : undefined}
      data-zoomed={isZoomed || undefined}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => light("", "wheel")}
      onClick={onClick}
    >
      <desc id="wheel-keys">
        Arrow keys go from body to body, Enter pins one, Escape lets go. Plus and minus zoom, zero shows all.
      </desc>
      <g aria-hidden="true">
        {behind.map(({ shape, index, key }) => (
          <Mark key={key} shape={shape} index={index} state={stateOf(shape, scene, focus, lighting)} />
        ))}
        {glyphs.map(([body, { x, y, size }]) =>
          focus?.lit.has(body) ? <circle key={body} className="w-wash" cx={x} cy={y} r={size * WASH} /> : null,
        )}
        {parts.map(({ shape, index, key }) => (
          <Mark key={key} shape={shape} index={index} state={stateOf(shape, scene, focus, lighting)} />
        ))}
      </g>
      {buttons.map(({ shape, index }) => (
        <BodyButton
          key={bodyOf(shape)}
          shape={shape}
          index={index}
          row={scene.bodies[bodyOf(shape)]}
          state={bodyState(bodyOf(shape), focus)}
          isPinned={lighting.pinned === bodyOf(shape)}
          on={on}
        />
      ))}
      {focus && (
        <g aria-hidden="true">
          <Tags scene={scene} focus={focus} />
        </g>
      )}
    </svg>
  );
}
