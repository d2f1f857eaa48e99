import { reads } from "./language";
import { networkProblem, problemFrom } from "./problem";
import { session } from "./session";

export interface UploadOptions {
  /** The address that takes the file. */
  url?: string;
  /** Further form fields, such as the label and the group. */
  fields?: Record<string, string>;
  /** From 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

function attempt(file: File, options: UploadOptions): Promise<Response> {
  const { url = "/api/v1/files", fields = {}, onProgress, signal } = options;
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", file, file.name);
    // fetch cannot tell how much of a body has been sent; XMLHttpRequest can.
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept-Language", reads());
    request.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
    request.onload = () => {
      const headers = new Headers();
      for (const name of ["Content-Type", "Retry-After", "X-Request-ID"]) {
        const value = request.getResponseHeader(name);
        if (value !== null) headers.set(name, value);
      }
      resolve(new Response(request.responseText || null, { status: request.status, headers }));
    };
    request.onerror = () => reject(networkProblem(new Error("upload")));
    request.onabort = () => reject(new DOMException("Upload cancelled", "AbortError"));
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

/** Sends one file with progress and gives the server's description of it; throws ProblemError. */
export async function upload<Stored>(file: File, options: UploadOptions = {}): Promise<Stored> {
  const response = await attempt(file, options);
  if (response.ok) return (await response.json()) as Stored;
  if (response.status === 401 && (await session.expire())) return upload<Stored>(file, options);
  throw await problemFrom(response);
}
