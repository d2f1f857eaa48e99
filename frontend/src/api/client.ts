import createClient from "openapi-fetch";
import { reads } from "./language";
import { networkProblem, problemFrom, ProblemError } from "./problem";
import type { paths } from "./schema";
import { session } from "./session";

/** Signing in answers 401 for a wrong password: there it is an answer, not the end of a session. */
const signingIn = /\/api\/v1\/(sign-in|sign-out|password-reset|invitations)/;

/** Answers with another token for the session that goes on. */
const renewing = /\/api\/v1\/me\/confirm$/;

/** Sends a request as the page's person; throws ProblemError for anything but success. */
export async function send(request: Request): Promise<Response> {
  request.headers.set("Accept-Language", reads());
  const again = request.clone();
  const before = session.renewals;
  let response: Response;
  try {
    const call = fetch(request);
    if (renewing.test(request.url)) session.renew(call);
    response = await call;
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    throw networkProblem(cause);
  }
  if (response.ok) return response;
  if (response.status === 401 && !signingIn.test(request.url)) {
    if (await session.renewedSince(before)) return send(again);
    if (await session.expire()) return send(again);
  }
  throw await problemFrom(response);
}

/** The generated client. Never returns an error: failed calls throw ProblemError. */
export const api = createClient<paths>({
  fetch: send,
  credentials: "same-origin",
});

/** The body of a call: `await body(api.GET("/api/v1/me"))`. */
export async function body<Data>(call: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  return (await call).data as NonNullable<Data>;
}

/** A call to an address that the generated client does not know, such as another service's. */
export async function post<Data>(path: string, sent: unknown): Promise<Data> {
  const request = new Request(new URL(path, window.location.href), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(sent),
  });
  return (await (await send(request)).json()) as Data;
}

/** The body with its version, for what people edit: send the tag back with `ifMatch`. */
export async function tagged<Data>(call: Promise<{ data?: Data; response: Response }>) {
  const { data, response } = await call;
  return { data: data as NonNullable<Data>, etag: response.headers.get("ETag") };
}

/** The header for an edit of the version that was read, so that nobody's change is overwritten unseen. */
export function ifMatch(etag: string | null): { "If-Match": string } {
  return { "If-Match": etag ?? "*" };
}

/** The header for a create: keep the key while repeating the same request, take a new one for the next. */
export function idempotencyKey(key: string = crypto.randomUUID()): { "Idempotency-Key": string } {
  return { "Idempotency-Key": key };
}

/** TanStack Query's retry rule: only what may pass by itself, twice. */
export function mayRetry(failures: number, error: unknown): boolean {
  if (failures >= 2) return false;
  return error instanceof ProblemError && [0, 502, 503, 504].includes(error.status);
}
