import { useCallback, type RefObject } from "react";
import { previewText } from "@/api/preview";
import { TextInput } from "@/ui/TextInput";
import { MarkdownComposer } from "@/ui/composer/MarkdownComposer";
import { useText } from "../text";
import type { Draft, Section } from "../types";
import { Conflict } from "./Conflict";
import { SavedMark } from "./SavedMark";
import type { Writing } from "./useWriting";
import css from "./Write.module.css";

export interface EditorProps {
  draft: Draft;
  section: Section;
  writing: Writing;
  area: RefObject<HTMLTextAreaElement | null>;
}

/** A section's heading and text, to be written. */
export function Editor({ draft, section, writing, area }: EditorProps) {
  const t = useText();
  const { save } = writing;
  // The server knows the draft's sources once it has the text; until then it renders what any Markdown would be.
  const render = useCallback(
    async (text: string) => {
      const saved = text === section.body ? section : await save();
      return saved && saved.body === text ? saved.html : previewText(text);
    },
    [save, section],
  );
  return (
    <div className={css.editor}>
      <TextInput
        aria-label={t("section.title")}
        className={css.title}
        value={writing.title}
        maxLength={300}
        aria-invalid={writing.title.trim() === "" || undefined}
        lang={draft.language}
        onChange={(event) => writing.write({ title: event.target.value })}
        onBlur={() => void save()}
      />
      <SavedMark writing={writing} section={section} />
      {writing.theirs && <Conflict draft={draft} theirs={writing.theirs} writing={writing} />}
      <div className={css.paper} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && void save()}>
        <MarkdownComposer
          tall
          ref={area}
          label={t("section.text")}
          placeholder={t("section.placeholder")}
          value={writing.body}
          onChange={(body) => writing.write({ body })}
          onSubmit={() => void save()}
          renderPreview={render}
        />
      </div>
    </div>
  );
}
