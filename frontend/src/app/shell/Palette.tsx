import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useMe } from "@/api/me";
import { text, useShellText } from "@/i18n";
import { CommandPalette, type CommandProvider } from "@/ui/CommandPalette";
import { features, navigation } from "../features";

function fold(words: string): string {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The search over everything: the pages, and what each feature adds. */
export default function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useShellText();
  const me = useMe();
  const navigate = useNavigate();
  const [more, setMore] = useState<CommandProvider[]>([]);
  useEffect(() => {
    let current = true;
    const loads = features.flatMap((feature) => (feature.commands ? [feature.commands()] : []));
    void Promise.all(loads).then((modules) => current && setMore(modules.flatMap((module) => module.commandProviders())));
    return () => {
      current = false;
    };
  }, [t.locale]);
  const providers = useMemo<CommandProvider[]>(() => {
    const pages: CommandProvider = {
      id: "pages",
      title: t("shell.pages"),
      search: (query) =>
        navigation
          .filter((entry) => (entry.may?.(me) ?? true) && fold(text(entry.text)).includes(fold(query)))
          .map((entry) => ({ id: entry.to, title: text(entry.text), icon: entry.icon, run: () => void navigate({ to: entry.to }) })),
    };
    return [...more, pages];
  }, [more, me, navigate, t]);
  return <CommandPalette open={open} onClose={onClose} providers={providers} />;
}
