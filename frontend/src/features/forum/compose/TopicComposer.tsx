import { useNavigate } from "@tanstack/react-router";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { api, body } from "@/api/client";
import { useMay } from "@/api/me";
import { previewWith } from "@/api/preview";
import { refusedField } from "@/api/refused";
import { useSending } from "@/api/sending";
import { useShellText } from "@/i18n";
import { AudienceWords } from "@/ui/AudienceWords";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { Combobox } from "@/ui/Combobox";
import { MarkdownComposer } from "@/ui/composer/MarkdownComposer";
import { Field, FieldStack } from "@/ui/Field";
import { LabelPicker } from "@/ui/LabelPicker";
import { peopleOf } from "@/ui/people";
import { Refusal } from "@/ui/Refusal";
import { Restored } from "@/ui/Restored";
import { Select, TextInput } from "@/ui/TextInput";
import { TlpLabel } from "@/ui/TlpLabel";
import { toast } from "@/ui/Toast";
import { useFirstInvalid } from "@/ui/useFirstInvalid";
import { useRefusedLabels } from "@/ui/useRefusedLabels";
import { keys, membersQuery } from "../api";
import { useText } from "../text";
import { topicKinds, type Filters, type Group, type TopicCreate } from "../types";
import { AdvisoryFields } from "./AdvisoryFields";
import css from "./Compose.module.css";
import { inAYear } from "./dates";
import { FileList } from "./FileList";
import { emptyForm, missing, topicOf, type Missing, type TopicForm } from "./form";
import { KindPicker } from "./KindPicker";
import { mentions } from "./mentions";
import { TagInput } from "./TagInput";
import { unmarked, useFiles } from "./useFiles";
import { useKeptDraft } from "./useKeptDraft";

/** Everything that a new topic needs, in the order in which one thinks of it. A refusal keeps it all. */
export function TopicComposer({ filters, groups }: { filters: Filters; groups: Group[] }) {
  const t = useText();
  const shell = useShellText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const curator = useMay("forum:practice:curate");
  const place = filters.group ? `group:${filters.group}:topic` : "new:topic";
  const [initial] = useState<TopicForm>(() => emptyForm({ ...filters, group: filters.group ?? (groups.length === 1 ? groups[0]?.id : undefined) }));
  const { content: form, write, clear, restored } = useKeptDraft(place, initial);
  const [asked, setAsked] = useState(false);
  const group = groups.find((one) => one.id === form.group);
  const members = useQuery({ ...membersQuery(form.group), enabled: form.label === "TLP:RED" && form.group !== "" }).data;
  const refused = useRefusedLabels(group);
  // The group's usual label, until the writer chooses one.
  const label = form.label || group?.default_label || "";
  const lacking = missing(form, label && refused[label] ? "" : label);
  const files = useFiles(useCallback((file) => write((now) => ({ files: [...now.files, file] })), [write]));
  const preview = useMemo(() => previewWith(form.files.map((file) => file.id)), [form.files]);
  const kinds = topicKinds.filter((kind) => kind !== "best_practice" || curator || group?.standing === "steward");
  const sending = useSending(useCallback((wanted: TopicCreate, headers) => body(api.POST("/api/v1/topics", { body: wanted, headers })), []));
  const fields = useFirstInvalid<HTMLDivElement>(sending.error);
  const error = (name: string) => {
    return refusedField(sending.error, name) ?? (asked && lacking.some((one) => one === name) ? t(`missing.${name === "advisory.severity" ? "severity" : (name as Exclude<Missing, "advisory.severity">)}`) : undefined);
  };
  const send = async () => {
    setAsked(true);
    if (lacking.length > 0 || label === "" || files.busy || sending.busy) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid], [role=alert]")?.scrollIntoView({ block: "center" }));
      return;
    }
    const topic = await sending.run(topicOf(form, label));
    if (!topic) return;
    clear();
    client.setQueryData(keys.topic(topic.id), topic);
    toast.done(t("compose.done"));
    await navigate({ to: "/forum/topics/$topicId", params: { topicId: topic.id } });
  };

  return (
    <FieldStack ref={fields}>
      <Restored draft={{ restored, clear }} />
      <KindPicker value={form.kind} kinds={kinds} onChange={(kind) => write({ kind })} />
      <Field label={t("compose.group")} error={error("group_id")}>
        <Select
          value={form.group}
          placeholder={t("compose.group.choose")}
          options={groups.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(chosen) => write({ group: chosen, label: "" })}
        />
      </Field>
      <LabelPicker
        value={label || null}
        onChange={(chosen) => write({ label: chosen })}
        refused={refused}
        error={error("label")}
        audience={group && label && <AudienceWords label={label} group={group.id} recipients={form.recipients.map((one) => one.id)} />}
      />
      {label === "TLP:RED" && (
        <Field label={shell("recipients")} hint={shell("recipients.hint")} error={error("recipients")}>
          <Combobox multiple value={form.recipients} onChange={(recipients) => write({ recipients })} source={peopleOf(members)} />
        </Field>
      )}
      {label === "TLP:CLEAR" && (
        <Checkbox checked={form.published} onChange={(published) => write({ published })} label={t("compose.published")} hint={t("compose.published.hint")} />
      )}
      <Field label={t("compose.title")} error={error("title")}>
        <TextInput value={form.title} maxLength={200} onChange={(event) => write({ title: event.target.value })} />
      </Field>
      {form.kind === "advisory" && (
        <AdvisoryFields
          value={form.advisory}
          onChange={(change) => write((now) => ({ advisory: { ...now.advisory, ...change } }))}
          error={error}
        />
      )}
      <Field label={t("compose.text")} error={error("body")}>
        <MarkdownComposer value={form.body} onChange={(text) => write({ body: text })} onSubmit={() => void send()} onFiles={files.take} mentions={mentions} renderPreview={preview} />
      </Field>
      <FileList
        files={form.files}
        uploading={files.uploading}
        onForget={files.forget}
        onRemove={(file) => {
          write((now) => ({ body: unmarked(now.body, file.id), files: now.files.filter((one) => one.id !== file.id) }));
          files.discard(file.id);
        }}
      />
      {form.kind === "best_practice" && (
        <Field label={t("compose.review")} hint={t("compose.review.hint")} error={error("review_on")}>
          <TextInput type="date" value={form.review || inAYear()} onChange={(event) => write({ review: event.target.value })} />
        </Field>
      )}
      <TagInput value={form.tags} onChange={(tags) => write({ tags })} error={error("tags")} />
      <Refusal error={sending.error} kept />
      <div className={css.send}>
        <div className={css.sendWords}>
          {label && <TlpLabel label={label} />}
          <p>{group && label ? <AudienceWords label={label} group={group.id} recipients={form.recipients.map((one) => one.id)} /> : t("compose.chooseFirst")}</p>
        </div>
        <Button variant="primary" icon={Send} busy={sending.busy} aria-disabled={files.busy} onClick={() => void send()}>
          {t("compose.send")}
        </Button>
      </div>
    </FieldStack>
  );
}
