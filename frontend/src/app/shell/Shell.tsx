import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { LiveProvider } from "@/api/live";
import { useMe } from "@/api/me";
import { useShellText } from "@/i18n";
import { BottomBar } from "./BottomBar";
import { Rail } from "./Rail";
import { useHeartbeat } from "./heartbeat";
import { SessionDialog } from "./SessionDialog";
import css from "./Shell.module.css";
import { Strips } from "./Strips";
import { TopBar } from "./TopBar";

const Palette = lazy(() => import("./Palette"));

/** The frame of the application for signed-in people: rail, top bar, banners, content, and the search over it all. */
export function Shell() {
  const t = useShellText();
  const me = useMe();
  useHeartbeat();
  const [searching, setSearching] = useState(false);
  const [everSearched, setEverSearched] = useState(false);
  const search = () => {
    setEverSearched(true);
    setSearching(true);
  };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setEverSearched(true);
        setSearching((open) => !open);
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <LiveProvider key={me.person.id}>
      <a href="#content" className={css.skip}>
        {t("shell.skip")}
      </a>
      <div className={css.shell}>
        <Rail />
        <div className={css.column}>
          <header className={css.head}>
            <Strips demonstration={me.demonstration} />
            <TopBar onSearch={search} />
          </header>
          <main id="content" tabIndex={-1} className={css.content}>
            <Outlet />
          </main>
        </div>
        <BottomBar onSearch={search} />
      </div>
      <SessionDialog />
      {everSearched && (
        <Suspense>
          <Palette open={searching} onClose={() => setSearching(false)} />
        </Suspense>
      )}
    </LiveProvider>
  );
}
