import { useRef, type PointerEvent } from "react";

const long = 500;
/** So soon after the finger is lifted its click comes, if it comes. */
const soon = 400;

/** What has come up under a resting finger is not chosen by lifting it. */
function spareTheLifting(): void {
  const spare = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    end();
  };
  const end = () => window.removeEventListener("click", spare, true);
  window.addEventListener("click", spare, true);
  for (const lifted of ["pointerup", "pointercancel"]) window.addEventListener(lifted, () => setTimeout(end, soon), { once: true });
}

/** A finger that rests for half a second: spread what this returns on what is pressed. A mouse has other ways. */
export function useLongPress(act: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = () => clearTimeout(timer.current);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === "mouse") return;
      timer.current = setTimeout(() => {
        spareTheLifting();
        act();
      }, long);
    },
    onPointerUp: stop,
    onPointerMove: (event: PointerEvent) => (Math.abs(event.movementX) + Math.abs(event.movementY) > 4 ? stop() : undefined),
    onPointerCancel: stop,
  };
}
