import { cloneElement, useEffect, useRef, type ReactElement } from "react";
import css from "./floating.module.css";

export interface TooltipProps {
  text: string;
  children: ReactElement<{ "data-tooltip"?: string; "data-tooltip-side"?: string }>;
  side?: "bottom" | "right";
}

/** A short hint on hover and focus. Never the only place where something can be read. */
export function Tooltip({ text, children, side = "bottom" }: TooltipProps) {
  return cloneElement(children, { "data-tooltip": text, "data-tooltip-side": side });
}

const gap = 6;
const margin = 8;

function place(hint: HTMLElement, target: HTMLElement): void {
  const at = target.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = hint;
  const right = target.dataset.tooltipSide === "right";
  let left = right ? at.right + gap : at.left + at.width / 2 - width / 2;
  let top = right ? at.top + at.height / 2 - height / 2 : at.bottom + gap;
  if (!right && top + height > window.innerHeight - margin) top = at.top - height - gap;
  left = Math.max(margin, Math.min(left, window.innerWidth - width - margin));
  top = Math.max(margin, top);
  hint.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
}

/**
 * The one hint of the page, above open dialogs too. Long lists have hundreds of hints, so none is a component with
 * state. It stays while the pointer is on it and goes with Escape (WCAG 2.2, 1.4.13).
 */
export function TooltipLayer() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const hint = ref.current;
    if (!hint) return;
    let current: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shownAt = 0;
    const open = () => hint.matches(":popover-open");
    const hide = () => {
      clearTimeout(timer);
      current = null;
      if (open()) {
        hint.hidePopover();
        shownAt = Date.now();
      }
    };
    const show = (target: HTMLElement) => {
      if (!target.isConnected || target.ariaExpanded === "true") return;
      hint.textContent = target.dataset.tooltip ?? "";
      hint.showPopover();
      place(hint, target);
    };
    const targetOf = (event: Event) => (event.target as Element).closest?.<HTMLElement>("[data-tooltip]") ?? null;
    const over = (event: PointerEvent) => {
      if (event.pointerType === "touch") return;
      if (event.target === hint) return clearTimeout(timer);
      const target = targetOf(event);
      if (target === current) return clearTimeout(open() ? timer : undefined);
      clearTimeout(timer);
      if (!target) {
        timer = setTimeout(hide, 120);
        return;
      }
      if (open()) hide();
      current = target;
      // Going from one button to the next shows its hint at once.
      timer = setTimeout(() => show(target), Date.now() - shownAt < 300 ? 0 : 450);
    };
    const focus = (event: FocusEvent) => {
      const target = targetOf(event);
      hide();
      if (!target?.matches(":focus-visible")) return;
      current = target;
      show(target);
    };
    const key = (event: KeyboardEvent) => event.key === "Escape" && hide();
    const listeners = new AbortController();
    const options = { signal: listeners.signal, capture: true, passive: true };
    document.addEventListener("pointerover", over, options);
    document.addEventListener("pointerdown", hide, options);
    document.addEventListener("focusin", focus, options);
    document.addEventListener("focusout", hide, options);
    document.addEventListener("keydown", key, options);
    document.addEventListener("scroll", hide, options);
    return () => {
      hide();
      listeners.abort();
    };
  }, []);
  return <div ref={ref} popover="manual" aria-hidden className={css.tooltip} />;
}
