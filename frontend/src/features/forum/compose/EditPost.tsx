import { useCallback, useMemo, useState } from "react";
import { api, body, ifMatch } from "@/api/client";
import { isProblem } from "@/api/problem";
import { previewWith } from "@/api/preview";
import { useShellText } from "@/i18n";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Difference } from "@/ui/Difference";
import { difference } from "@/ui/diff";
import { Refusal } from "@/ui/Refusal";
import { MarkdownComposer } from "@/ui/composer/MarkdownComposer";
import { Row } from "@/ui/Page";
import { useText } from "../text";
import type { Post } from "../types";
import { FileList } from "./FileList";
import { mentions } from "./mentions";
import { unmarked, useFiles, type Attached } from "./useFiles";
import { useKeptDraft } from "./useKeptDraft";

/** Changes a post where it stands. If it was changed elsewhere meanwhile, shows how, and lets the writer decide. */
export function EditPost({ post, onDone }: { post: Post; onDone: (saved?: Post) => void }) {
  const t = useText();
  const shell = useShellText();
  const [initial] = useState<{ body: string; files: Attached[]; detached: string[] }>({ body: post.body, files: [], detached: [] });
  const { content, write, clear } = useKeptDraft(`post:${post.id}:edit`, initial);
  const [version, setVersion] = useState(post.version);
  const [theirs, setTheirs] = useState<Post | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const files = useFiles(useCallback((file) => write((now) => ({ files: [...now.files, file] })), [write]));
  const there = (theirs ?? post).attachments;
  const kept = useMemo(() => there.filter((file) => !content.detached.includes(file.id)), [there, content.detached]);
  const preview = useMemo(() => previewWith([...kept, ...content.files].map((file) => file.id)), [kept, content.files]);
  const changes = useMemo(() => (theirs ? difference(theirs.body, content.body) : []), [theirs, content.body]);
  const remove = ({ id }: Attached) => {
    const posted = there.some((file) => file.id === id);
    write((now) => ({
      body: unmarked(now.body, id),
      files: now.files.filter((one) => one.id !== id),
      detached: posted ? [...now.detached, id] : now.detached,
    }));
    // What the post has goes when the change is saved, and stays when it is not.
    if (!posted) files.discard(id);
  };
  const done = (saved?: Post) => {
    clear();
    onDone(saved);
  };
  const save = async (over = version) => {
    if (content.body.trim() === "" || busy || files.busy) return;
    setBusy(true);
    setError(null);
    try {
      const saved = await body(
        api.PATCH("/api/v1/posts/{post_id}", {
          params: { path: { post_id: post.id } },
          body: { body: content.body, attachments: content.files.map((file) => file.id), detached: content.detached.filter((id) => there.some((file) => file.id === id)) },
          headers: ifMatch(`"${over}"`),
        }),
      );
      done(saved);
    } catch (problem) {
      if (isProblem(problem, 412)) {
        const now = await body(api.GET("/api/v1/posts/{post_id}", { params: { path: { post_id: post.id } } })).catch(() => null);
        if (now) {
          setTheirs(now.post);
          setVersion(now.post.version);
        }
      }
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {theirs ? (
        <Banner tone="warn" live>
          <p>{t("edit.conflict")}</p>
          <Difference changes={changes} />
          <Row>
            <Button size="small" onClick={() => done(theirs)}>
              {t("edit.conflict.theirs")}
            </Button>
            <Button size="small" variant="primary" busy={busy} onClick={() => void save(theirs.version)}>
              {t("edit.conflict.mine")}
            </Button>
          </Row>
        </Banner>
      ) : (
        <Refusal error={error} kept />
      )}
      <MarkdownComposer
        label={t("edit.title")}
        value={content.body}
        onChange={(text) => write({ body: text })}
        onSubmit={() => void save()}
        onFiles={files.take}
        mentions={mentions}
        renderPreview={preview}
        footer={
          <>
            <Button onClick={() => done()}>{shell("ui.cancel")}</Button>
            <Button variant="primary" busy={busy} aria-disabled={content.body.trim() === "" || files.busy} onClick={() => void save()}>
              {t("edit.save")}
            </Button>
          </>
        }
      />
      <FileList
        files={[...kept, ...content.files]}
        uploading={files.uploading}
        onForget={files.forget}
        onRemove={remove}
      />
    </>
  );
}
