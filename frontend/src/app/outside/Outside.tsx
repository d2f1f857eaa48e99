import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Brand } from "../shell/Brand";
import { Languages } from "./Languages";
import css from "./Outside.module.css";

/** The frame of the screens that links in mails lead to, and of the application form: for everybody, signed in or not. */
export function Outside({ children }: { children: ReactNode }) {
  return (
    <div className={css.outside}>
      <header className={css.head}>
        <Link to="/" className={css.home}>
          <Brand />
        </Link>
      </header>
      <main id="content" className={css.content}>
        {children}
      </main>
      <footer className={css.foot}>
        <Languages />
      </footer>
    </div>
  );
}
