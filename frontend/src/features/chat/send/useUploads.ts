import { useCallback, useState } from "react";
import { api } from "@/api/client";
import { isProblem } from "@/api/problem";
import { upload } from "@/api/upload";
import { text } from "@/i18n";
import type { Attached, StoredFile } from "../types";

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

/** Uploads pasted, dropped and chosen files at once, and gives the Markdown that points to them. */
export function useUploads(onAdd: (file: Attached) => void) {
  const [uploading, setUploading] = useState<Uploading[]>([]);
  const take = useCallback(
    async (files: File[]): Promise<string> => {
      const change = (key: string, patch: Partial<Uploading>) =>
        setUploading((now) => now.map((one) => (one.key === key ? { ...one, ...patch } : one)));
      const one = async (file: File): Promise<string> => {
        const key = crypto.randomUUID();
        setUploading((now) => [...now, { key, name: file.name, share: 0 }]);
        try {
          const stored = await upload<StoredFile>(file, { onProgress: (share) => change(key, { share }) });
          const { id, name, size, media_type, inline } = stored;
          onAdd({ id, name, size, media_type, inline });
          setUploading((now) => now.filter((other) => other.key !== key));
          return markdown(stored);
        } catch (error) {
          change(key, { problem: isProblem(error) && error.detail ? error.detail : text("error.network.detail") });
          return "";
        }
      };
      return (await Promise.all(files.map(one))).join("");
    },
    [onAdd],
  );
  const forget = (key: string) => setUploading((now) => now.filter((one) => one.key !== key));
  const discard = (id: string) =>
    void api.DELETE("/api/v1/files/{file_id}", { params: { path: { file_id: id } } }).catch(() => undefined);
  return { take, uploading, forget, discard, busy: uploading.some((one) => !one.problem) };
}
