import { useEffect, useRef, type RefObject } from "react";

/** The ref of a form or of what holds its fields: when something was refused, the first field that says why gets the focus, which brings it into view. */
export function useFirstInvalid<Holder extends HTMLElement = HTMLFormElement>(error: unknown): RefObject<Holder | null> {
  const form = useRef<Holder>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]:not(div)')?.focus();
  }, [error]);
  return form;
}
