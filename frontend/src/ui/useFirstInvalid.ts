import { useEffect, useRef, type RefObject } from "react";

/** A form's ref: when something was refused, the first field that says why gets the focus, which brings it into view. */
export function useFirstInvalid(error: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]:not(div)')?.focus();
  }, [error]);
  return form;
}
