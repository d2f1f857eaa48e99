import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useShellText } from "@/i18n";
import { cx } from "./cx";
import css from "./Page.module.css";

export interface PageProps {
  /** The heading and, with the application's name, the window's title. */
  title: string;
  /** Which part of the page is shown, such as a tab: it comes first in the window's title. */
  part?: string;
  /** Before the heading: a TLP label comes before the text that it covers. */
  label?: ReactNode;
  intro?: ReactNode;
  /** The page's buttons, the main one last. */
  actions?: ReactNode;
  /** Where this page lies, from the outside in. */
  trail?: { to: string; label: string }[];
  /** `read` for texts (72 characters), `wide` for tables, `full` for boards and chats that fill the window. */
  width?: "read" | "normal" | "wide" | "full";
  /** A column beside the content; below it on narrow windows. */
  aside?: ReactNode;
  children: ReactNode;
}

/** The frame of every screen: trail, heading, actions, content. Moves the focus to the heading of a new page. */
export function Page({ title, part, label, intro, actions, trail, width = "normal", aside, children }: PageProps) {
  const t = useShellText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [part, title, "Atalaya"].filter(Boolean).join(" · ");
  }, [part, title]);
  useEffect(() => {
    // After going to another page the old focus is gone; a screen reader then starts at the new heading.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={cx(css.page, css[width])}>
      {trail && trail.length > 0 && (
        <nav aria-label={t("ui.trail")} className={css.trail}>
          <ol>
            {trail.map((step) => (
              <li key={step.to}>
                <Link to={step.to}>{step.label}</Link>
                <ChevronRight size={14} aria-hidden />
              </li>
            ))}
          </ol>
        </nav>
      )}
      <header className={css.head}>
        <div className={css.titles}>
          {label && <div className={css.labelled}>{label}</div>}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {intro && <div className={css.intro}>{intro}</div>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {aside ? (
        <div className={css.columns}>
          <div className={css.main}>{children}</div>
          <aside className={css.aside}>{aside}</aside>
        </div>
      ) : (
        children
      )}
    </div>
  );
}

export interface SectionProps {
  title: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Draws a frame around the content. */
  framed?: boolean;
  /** Without padding, for tables and lists that reach the frame. */
  flush?: boolean;
}

export function Section({ title, actions, children, framed, flush }: SectionProps) {
  return (
    <section className={css.section}>
      <header className={css.sectionHead}>
        <h2>{title}</h2>
        {actions}
      </header>
      {framed ? <Card flush={flush}>{children}</Card> : children}
    </section>
  );
}

export function Card({ children, flush, className }: { children: ReactNode; flush?: boolean; className?: string }) {
  return <div className={cx(css.card, flush && css.flush, className)}>{children}</div>;
}

/** Things side by side that wrap, with the grid's gap. */
export function Row({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx(css.row, className)}>{children}</div>;
}

/** What a list or form is for, before it. */
export function Intro({ children }: { children: ReactNode }) {
  return <p className={cx(css.intro, css.before)}>{children}</p>;
}

/** Things below each other, with the grid's gap. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className={css.stack}>{children}</div>;
}
