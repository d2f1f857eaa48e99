import { useQuery, type QueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { BookOpen, EyeOff, FileText, List, PanelRight } from "lucide-react";
import { useState } from "react";
import { Button, LinkButton } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState } from "@/ui/States";
import { TlpLabel } from "@/ui/TlpLabel";
import { cx } from "@/ui/cx";
import type { Shown } from "../address";
import { Aside } from "../aside/Aside";
import { Actions } from "../head/Actions";
import { Facts } from "../head/Facts";
import { Progress } from "../head/Progress";
import { draftQuery } from "../queries";
import { Frozen } from "../read/Frozen";
import { Reading } from "../read/Reading";
import { useText } from "../text";
import type { Draft } from "../types";
import { useDraftStream } from "../useDraftStream";
import { Desk } from "./Desk";
import { Outline } from "./Outline";
import css from "./Page.module.css";

export async function loader({ params, queryClient }: { params: Record<string, string>; queryClient: QueryClient }) {
  await queryClient.ensureQueryData(draftQuery(params.draftId ?? ""));
}

const zones = ["outline", "text", "beside"] as const;
const icons = { outline: List, text: FileText, beside: PanelRight };
type Zone = (typeof zones)[number];

/** A draft: its sections, the one that is written, and what stands beside it. */
export default function DraftPage() {
  const { draftId = "" } = useParams({ strict: false }) as { draftId?: string };
  const draft = useQuery(draftQuery(draftId)).data;
  return draft ? <DraftScreen key={draftId} draft={draft} /> : null;
}

function DraftScreen({ draft }: { draft: Draft }) {
  const t = useText();
  const shown = useSearch({ strict: false }) as Shown;
  const navigate = useNavigate();
  const lost = useDraftStream(draft.id);
  const [zone, setZone] = useState<Zone>(shown.section ? "text" : "outline");
  const current = draft.outline.find((one) => one.id === shown.section) ?? draft.outline[0];
  const go = (patch: Shown) => {
    const search = { section: current?.id, beside: shown.beside, ...patch };
    void navigate({ to: "/strategies/drafts/$draftId", params: { draftId: draft.id }, search, replace: true, resetScroll: false });
  };
  const trail = [{ to: "/strategies", label: t("strategies") }, { to: "/strategies/drafts", label: t("title") }];
  // On a phone what is said of the whole draft stands before its outline, and leaves the text the room.
  const whole = shown.read || shown.frozen !== undefined;
  const around = zone !== "outline" && !whole ? css.roomy : undefined;
  if (lost) {
    return (
      <Page title={t("lost.title")} trail={trail}>
        <EmptyState icon={EyeOff} title={t("lost.title")} action={<LinkButton to="/strategies/drafts">{t("lost.back")}</LinkButton>}>
          {t("lost.detail")}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title={draft.title}
      width="wide"
      trail={trail}
      label={<TlpLabel label={draft.label} size="large" />}
      intro={<div className={around}><Facts draft={draft} /></div>}
      actions={
        <div className={cx(css.acts, around)}>
          <Button icon={whole ? List : BookOpen} onClick={() => go({ read: whole ? undefined : true })}>
            {t(whole ? "read.close" : "read.open")}
          </Button>
          <Actions draft={draft} />
        </div>
      }
    >
      <Aside draft={draft} />
      <div className={around}>
        <Progress draft={draft} onSection={(section) => go({ section, read: undefined })} />
      </div>
      {shown.frozen !== undefined ? (
        <Frozen draft={draft} number={shown.frozen} since={shown.since} onSince={(since) => go({ frozen: shown.frozen, since })} />
      ) : shown.read ? (
        <Reading draft={draft} />
      ) : (
        <>
          <div className={cx(css.switch, zone === "outline" && css.onText)} role="group" aria-label={t("zones")}>
            {zones.map((one) => {
              const Icon = icons[one];
              return (
                <button key={one} type="button" aria-pressed={zone === one} onClick={() => setZone(one)}>
                  <Icon size={20} aria-hidden />
                  {t(`zone.${one}`)}
                </button>
              );
            })}
          </div>
          <div className={cx(css.zones, css[zone])}>
            <div className={css.outlineZone}>
              <Outline
                draft={draft}
                current={current?.id}
                onSection={(section) => {
                  go({ section });
                  setZone("text");
                  // From far down a long section, the next one begins at its top.
                  if (window.scrollY > 400) window.scrollTo({ top: 0 });
                }}
              />
            </div>
            {current && (
              <Desk
                key={current.id}
                draft={draft}
                outlined={current}
                beside={shown.beside ?? "precedents"}
                onBeside={(beside) => go({ beside })}
                onSection={(section) => go({ section })}
                onWritten={() => setZone("text")}
              />
            )}
          </div>
        </>
      )}
    </Page>
  );
}
