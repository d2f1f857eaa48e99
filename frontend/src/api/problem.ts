/** An RFC 9457 problem document as the server writes it. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  request_id?: string | null;
  /** Dotted path of an input to what is wrong with it. */
  fields?: Record<string, string>;
}

/** A refusal by the server, or (status 0) no answer at all. */
export class ProblemError extends Error {
  readonly status: number;
  /** The last part of the type: `not-found`, `precondition-failed`; `network` when nobody answered. */
  readonly slug: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly fields: Record<string, string>;
  /** Seconds to wait before trying again, where the server says. */
  readonly retryAfter: number | null;
  /** Members of the document beyond the usual ones, such as the current `version`. */
  readonly extra: Record<string, unknown>;

  constructor(document: ProblemDocument & Record<string, unknown>, retryAfter: number | null = null) {
    super(`${document.status} ${document.title}: ${document.detail}`);
    const { type, title, status, detail, request_id, fields, ...extra } = document;
    this.name = "ProblemError";
    this.status = status;
    this.slug = type.split("/").pop() ?? "problem";
    this.title = title;
    this.detail = detail;
    this.requestId = request_id ?? null;
    this.fields = fields ?? {};
    this.retryAfter = retryAfter;
    this.extra = extra;
  }
}

export function isProblem(error: unknown, slugOrStatus?: string | number): error is ProblemError {
  if (!(error instanceof ProblemError)) return false;
  return slugOrStatus === undefined || error.slug === slugOrStatus || error.status === slugOrStatus;
}

function isDocument(value: unknown): value is ProblemDocument & Record<string, unknown> {
  return typeof value === "object" && value !== null && "title" in value && "status" in value;
}

/** Reads a failed answer. A proxy's HTML page or an empty body becomes a problem too. */
export async function problemFrom(response: Response): Promise<ProblemError> {
  const wait = Number(response.headers.get("Retry-After"));
  const retryAfter = Number.isFinite(wait) && wait > 0 ? wait : null;
  const id = response.headers.get("X-Request-ID");
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    body = null;
  }
  if (isDocument(body)) {
    return new ProblemError({ ...body, type: body.type ?? "about:blank", detail: body.detail ?? "", request_id: body.request_id ?? id }, retryAfter);
  }
  const slug = response.status === 503 || response.status === 502 || response.status === 504 ? "unavailable" : "unexpected";
  return new ProblemError(
    { type: `/problems/${slug}`, title: response.statusText || slug, status: response.status, detail: "", request_id: id },
    retryAfter,
  );
}

/** What to throw when the request never got an answer. */
export function networkProblem(cause: unknown): ProblemError {
  const problem = new ProblemError({ type: "/problems/network", title: "network", status: 0, detail: "" });
  problem.cause = cause;
  return problem;
}
