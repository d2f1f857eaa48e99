import { defaultParseSearch } from "@tanstack/react-router";

/** An address of this application, as the server writes it, in the parts that a link takes. */
export function place(address: string) {
  const { pathname, search, hash } = new URL(address, window.location.origin);
  return { to: pathname, search: defaultParseSearch(search), hash: hash.slice(1) || undefined };
}
