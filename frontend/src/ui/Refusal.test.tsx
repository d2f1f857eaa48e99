import { useMutation } from "@tanstack/react-query";
import { fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { loadTexts, setLocale } from "@/i18n";
import { show } from "@/test/screen";
import { Refusal } from "./Refusal";
import { api, body, post } from "@/api/client";
import { upload } from "@/api/upload";

afterEach(async () => {
  vi.unstubAllGlobals();
  await setLocale("en");
});

const refusals: Record<string, string> = {
  en: "Nobody joins an archived group. Ask a steward to open it again.",
  es: "Nadie se une a un grupo archivado. Pida a un responsable que lo vuelva a abrir.",
};

/** Refuses as the server does: in the language that the request asks for. */
function refused({ headers }: { headers: Headers }): Response {
  const language = headers.get("Accept-Language") ?? "";
  const document = { type: "/problems/group-archived", status: 409, title: language, detail: refusals[language], fields: {} };
  return new Response(JSON.stringify(document), { status: 409, headers: { "Content-Type": "application/problem+json" } });
}

function Joining() {
  const join = useMutation({ mutationFn: () => body(api.POST("/api/v1/groups/{group_id}/requests", { params: { path: { group_id: "g" } }, body: { reason: "" } })) });
  return (
    <>
      <Refusal error={join.error} />
      <button onClick={() => join.mutate()}>Go</button>
    </>
  );
}

it("shows what the server refuses in the language of the page, also after it was switched", async () => {
  await loadTexts("directory");
  await setLocale("es");
  const { asked } = await show(<Joining />, { "POST /api/v1/groups/g/requests": refused });
  fireEvent.click(screen.getByRole("button", { name: "Go" }));
  expect(await screen.findByText(refusals.es ?? "")).toBeTruthy();
  await setLocale("en");
  fireEvent.click(screen.getByRole("button", { name: "Go" }));
  expect(await screen.findByText(refusals.en ?? "")).toBeTruthy();
  expect(asked.map((one) => one.headers.get("Accept-Language"))).toEqual(["es", "en"]);
});

it("says the language with every kind of request", async () => {
  await setLocale("pt");
  const { asked } = await show(null, { "POST /service": {}, "GET /api/v1/me": {} });
  await post("/service", {});
  await api.GET("/api/v1/me");
  expect(asked.map((one) => one.headers.get("Accept-Language"))).toEqual(["pt", "pt"]);
  const headers = new Headers();
  class Sending {
    status = 200;
    responseText = "{}";
    upload = {};
    onload = () => {};
    open() {}
    setRequestHeader(name: string, value: string) {
      headers.set(name, value);
    }
    getResponseHeader() {
      return null;
    }
    send() {
      this.onload();
    }
  }
  vi.stubGlobal("XMLHttpRequest", Sending);
  await upload(new File(["text"], "note.txt"));
  expect(headers.get("Accept-Language")).toBe("pt");
});
