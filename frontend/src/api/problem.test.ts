import { describe, expect, it } from "vitest";
import { isProblem, networkProblem, problemFrom } from "./problem";

function answer(body: unknown, status: number, headers: Record<string, string> = {}): Response {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return new Response(text, { status, headers: { "Content-Type": "application/problem+json", ...headers } });
}

describe("problems", () => {
  it("reads title, detail, fields, request id and further members", async () => {
    const problem = await problemFrom(
      answer(
        {
          type: "/problems/precondition-failed",
          title: "Somebody else changed this first",
          status: 412,
          detail: "Look at the new version, then save again.",
          request_id: "0198-abc",
          fields: { "post.title": "Say more." },
          version: 7,
        },
        412,
      ),
    );
    expect(problem.slug).toBe("precondition-failed");
    expect(problem.requestId).toBe("0198-abc");
    expect(problem.fields["post.title"]).toBe("Say more.");
    expect(problem.extra).toEqual({ version: 7 });
    expect(isProblem(problem, 412)).toBe(true);
    expect(isProblem(problem, "not-found")).toBe(false);
  });

  it("keeps the wait that the server asks for", async () => {
    const body = { type: "/problems/too-many-requests", title: "Too many requests", status: 429, detail: "Wait." };
    expect((await problemFrom(answer(body, 429, { "Retry-After": "30" }))).retryAfter).toBe(30);
  });

  it("makes a problem of a proxy's page, with the request id of the header", async () => {
    const problem = await problemFrom(answer("<h1>Bad gateway</h1>", 502, { "X-Request-ID": "req-12345678" }));
    expect(problem.slug).toBe("unavailable");
    expect(problem.status).toBe(502);
    expect(problem.requestId).toBe("req-12345678");
  });

  it("names the absence of an answer", () => {
    expect(isProblem(networkProblem(new TypeError("Failed to fetch")), "network")).toBe(true);
  });
});
