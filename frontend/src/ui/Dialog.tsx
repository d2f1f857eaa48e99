import { X } from "lucide-react";
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { useShellText } from "@/i18n";
import { Button, IconButton, type ButtonVariant } from "./Button";
import { cx } from "./cx";
import css from "./Dialog.module.css";
import { LayerContext } from "./layer";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  size?: "small" | "medium" | "large";
  /** Keeps it open on Escape and outside presses, for what must be answered. */
  insist?: boolean;
  /** `sheet` rises from below on phones, `side` stands at the edge, `top` hangs from above and fills a phone. */
  variant?: "dialog" | "sheet" | "side" | "top";
  hideTitle?: boolean;
}

/** A modal dialog on the browser's own `<dialog>`: focus trap, Escape and inert background come with it. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, children, actions, size = "medium", insist, variant = "dialog", hideTitle } = props;
  const t = useShellText();
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  const [layer, setLayer] = useState<HTMLElement | null>(null);

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      dialog.showModal();
      // The browser focuses the first control, which is the closing cross: the marked or first field is meant.
      const wanted = dialog.querySelector<HTMLElement>("[data-autofocus], [autofocus], [data-body] input, [data-body] textarea");
      wanted?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);

  // A dialog that goes with whoever showed it gives the focus back, as one that is closed does.
  useLayoutEffect(() => {
    const dialog = ref.current;
    return () => dialog?.close();
  }, []);

  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const listeners = new AbortController();
    const leave = (event: Event) => {
      // The dialog element itself is hit only outside its content, on the backdrop.
      if (event.target !== dialog) return;
      if (event.type === "cancel") event.preventDefault();
      if (!insist) close.current();
    };
    dialog.addEventListener("cancel", leave, { signal: listeners.signal });
    dialog.addEventListener("mousedown", leave, { signal: listeners.signal });
    return () => listeners.abort();
  }, [insist]);

  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      className={cx(css.dialog, css[size], css[variant])}
    >
      {open && (
        <LayerContext.Provider value={layer}>
          <div className={css.inside} ref={setLayer}>
            <header className={cx(css.head, hideTitle && css.bare)}>
              <h2 id={id} className={hideTitle ? "visually-hidden" : css.title}>
                {title}
              </h2>
              {!insist && !hideTitle && <IconButton icon={X} label={t("ui.close")} size="small" onClick={onClose} />}
            </header>
            <div className={css.body} data-body>
              {children}
            </div>
            {actions && <footer className={css.actions}>{actions}</footer>}
          </div>
        </LayerContext.Provider>
      )}
    </dialog>
  );
}

/** Rises from the bottom on phones; a dialog elsewhere. For choices and short forms made with a thumb. */
export function Sheet(props: Omit<DialogProps, "variant">) {
  return <Dialog {...props} variant="sheet" />;
}

export interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: ReactNode;
  children: ReactNode;
  /** Names the act: "Delete the draft", never "OK". */
  confirm: string;
  variant?: ButtonVariant;
  busy?: boolean;
}

export function ConfirmDialog({ confirm, onConfirm, onClose, variant = "primary", busy, ...rest }: ConfirmDialogProps) {
  const t = useShellText();
  return (
    <Dialog
      {...rest}
      onClose={onClose}
      size="small"
      actions={
        <>
          <Button onClick={onClose} data-autofocus>
            {t("ui.cancel")}
          </Button>
          <Button variant={variant} busy={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    />
  );
}
