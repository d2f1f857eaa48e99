import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { isProblem } from "@/api/problem";
import { text, useShellText } from "@/i18n";
import { Button, IconButton } from "./Button";
import { cx } from "./cx";
import css from "./Toast.module.css";

interface Toast {
  id: number;
  tone: "good" | "danger" | "neutral";
  message: string;
  action?: { label: string; run: () => void };
}

let toasts: Toast[] = [];
let counter = 0;
const listeners = new Set<() => void>();

function show(message: string, tone: Toast["tone"], action?: Toast["action"]): void {
  counter += 1;
  toasts = [...toasts.slice(-2), { id: counter, tone, message, action }];
  listeners.forEach((listener) => listener());
}

function dismiss(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id);
  listeners.forEach((listener) => listener());
}

/** Short notes that something was done. Failures of a form belong beside the form, not here. */
export const toast = {
  done: (message: string, action?: Toast["action"]) => show(message, "good", action),
  say: (message: string, action?: Toast["action"]) => show(message, "neutral", action),
  failed: (error: unknown) => {
    const problem = isProblem(error) && error.detail ? `${error.title}. ${error.detail}` : null;
    const offline = isProblem(error, "network");
    show(problem ?? text(offline ? "error.network.detail" : "error.unexpected.detail"), "danger");
  },
};

const icons = { good: CircleCheck, danger: CircleAlert, neutral: Info };

function Item({ id, tone, message, action }: Toast) {
  const t = useShellText();
  const Icon = icons[tone];
  const hovered = useRef(false);
  useEffect(() => {
    // Long enough to read, and what can be acted on stays longer (WCAG 2.2.1); errors stay until closed.
    if (tone === "danger") return;
    const timer = setInterval(() => !hovered.current && dismiss(id), action ? 12_000 : 5000 + message.length * 40);
    return () => clearInterval(timer);
  }, [id, tone, message, action]);
  return (
    <li
      className={cx(css.toast, css[tone])}
      onMouseEnter={() => (hovered.current = true)}
      onMouseLeave={() => (hovered.current = false)}
    >
      <Icon size={20} aria-hidden />
      <span className={css.message}>{message}</span>
      {action && (
        <Button
          size="small"
          variant="quiet"
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} size="small" label={t("ui.dismiss")} onClick={() => dismiss(id)} />
    </li>
  );
}

export function ToastRegion() {
  const t = useShellText();
  const list = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <section aria-label={t("ui.notices")} aria-live="polite" className={css.region}>
      <ol className={css.list}>
        {list.map((item) => (
          <Item key={item.id} {...item} />
        ))}
      </ol>
    </section>
  );
}
