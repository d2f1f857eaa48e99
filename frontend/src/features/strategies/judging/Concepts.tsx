import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { api, body } from "@/api/client";
import { useMaybeMe } from "@/api/me";
import type { Schemas } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { toast } from "@/ui/Toast";
import { keys } from "../queries";
import { useText } from "../text";
import css from "./Judging.module.css";

type Annotated = Schemas["AnnotatedConcept"];
type Verdict = Schemas["Verdict"];

/** Whether this person may confirm and reject annotations. */
export function useCurates(): boolean {
  return useMaybeMe()?.permissions.includes("strategies:edition:curate") ?? false;
}

/** The concepts of a passage. Curators confirm or reject each; pressed again, the verdict is taken back. */
export function Concepts({ passage, concepts }: { passage: string; concepts: Annotated[] }) {
  const t = useText();
  const curates = useCurates();
  const client = useQueryClient();
  const judge = useMutation({
    mutationFn: ({ concept, verdict }: { concept: string; verdict: Verdict | null }) =>
      body(api.PUT("/api/v1/strategies/passages/{passage_id}/concepts/{concept}", { params: { path: { passage_id: passage, concept }, query: { locale: t.locale } }, body: { verdict } })),
    onSuccess: (found) => toast.done(t(`judged.${found.verdict ?? "withdrawn"}`)),
    onError: (error) => toast.failed(error),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.all }),
  });
  if (concepts.length === 0) return null;
  const verdict = (one: Annotated, to: Verdict, label: string, icon: typeof Check) => (
    <IconButton
      icon={icon}
      size="small"
      label={label}
      aria-pressed={one.verdict === to}
      busy={judge.isPending && judge.variables.concept === one.concept && judge.variables.verdict === to}
      className={cx(one.verdict === to && css[to])}
      onClick={() => judge.mutate({ concept: one.concept, verdict: one.verdict === to ? null : to })}
    />
  );
  return (
    <ul className={css.concepts} aria-label={t("concepts")}>
      {concepts.map((one) => (
        <li key={one.concept}>
          <span className={cx(one.verdict === "rejected" && css.struck)}>
            <Badge>{one.label}</Badge>
          </span>
          {one.verdict && <span className="visually-hidden">{t(`judged.${one.verdict}`)}</span>}
          {curates && (
            <>
              {verdict(one, "confirmed", t("judge.confirm", { concept: one.label }), Check)}
              {verdict(one, "rejected", t("judge.reject", { concept: one.label }), X)}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
