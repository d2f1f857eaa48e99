import { useEffect, useRef } from "react";
import { Prose } from "@/ui/Prose";
import { toast } from "@/ui/Toast";
import { useText } from "../text";
import css from "./PostBody.module.css";

/** A rendered post; each block of code gets a button that copies it. */
export function PostBody({ html, lang }: { html: string; lang?: string }) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const copy = t("post.copyCode");
  const copied = t("post.copied");
  useEffect(() => {
    const made: HTMLElement[] = [];
    for (const block of box.current?.querySelectorAll("pre") ?? []) {
      const frame = document.createElement("div");
      frame.className = css.frame ?? "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = css.copy ?? "";
      button.textContent = copy;
      button.addEventListener("click", () => {
        void navigator.clipboard.writeText(block.textContent ?? "").then(() => toast.done(copied), toast.failed);
      });
      block.tabIndex = 0;
      block.replaceWith(frame);
      frame.append(block, button);
      made.push(frame);
    }
    return () => made.forEach((frame) => frame.replaceWith(...frame.querySelectorAll("pre")));
  }, [html, copy, copied]);
  return (
    <div ref={box}>
      <Prose html={html} lang={lang || undefined} />
    </div>
  );
}
