import { useCallback, useState } from "react";
import { api } from "@/api/client";
import { isProblem } from "@/api/problem";
import { upload } from "@/api/upload";
import { text } from "@/i18n";
import type { StoredFile } from "../types";

/** What is remembered of an upload in a draft. */
export interface Attached {
  id: string;
  name: string;
  size: number;
  media_type: string;
  inline: boolean;
}

export interface Uploading {
  key: string;
  name: string;
  /** From 0 to 1. */
  share: number;
  /** Why it was refused, in the server's words. */
  problem?: string;
}

function markdown(file: StoredFile): string {
  const name = file.name.replace(/[[\]\\]/g, "");
  return file.inline ? `![${name}](attachment:${file.id})\n` : `[${name}](attachment:${file.id}) `;
}

/** The text without what points to a file. */
export function unmarked(body: string, id: string): string {
  return body.replace(new RegExp(`!?\\[[^\\]]*\\]\\(attachment:${id}\\)\\s?`, "g"), "");
}

/** Takes pasted, dropped and chosen files up at once and gives the Markdown that points to them. */
export function useFiles(onAdd: (file: Attached) => void) {
  const [uploading, setUploading] = useState<Uploading[]>([]);
  const change = (key: string, patch: Partial<Uploading>) =>
    setUploading((now) => now.map((one) => (one.key === key ? { ...one, ...patch } : one)));

  const take = useCallback(
    async (files: File[]): Promise<string> => {
      const written = await Promise.all(
        files.map(async (file) => {
          const key = crypto.randomUUID();
          setUploading((now) => [...now, { key, name: file.name, share: 0 }]);
          try {
            const stored = await upload<StoredFile>(file, { onProgress: (share) => change(key, { share }) });
            const { id, name, size, media_type, inline } = stored;
            onAdd({ id, name, size, media_type, inline });
            setUploading((now) => now.filter((one) => one.key !== key));
            return markdown(stored);
          } catch (error) {
            const said = isProblem(error) && error.detail ? error.detail : text("error.network.detail");
            change(key, { problem: said });
            return "";
          }
        }),
      );
      return written.join("");
    },
    [onAdd],
  );
  const forget = (key: string) => setUploading((now) => now.filter((one) => one.key !== key));
  /** Takes an upload back that no post has yet. */
  const discard = (id: string) => void api.DELETE("/api/v1/files/{file_id}", { params: { path: { file_id: id } } }).catch(() => undefined);
  return { take, uploading, forget, discard, busy: uploading.some((one) => !one.problem) };
}
