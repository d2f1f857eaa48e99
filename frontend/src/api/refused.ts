import { isProblem } from "./problem";

/** What a refusal says of a field or of one of its parts: `advisory.cves` of `body.advisory.cves.1`. */
export function refusedField(error: unknown, name: string): string | undefined {
  const fields = isProblem(error) ? error.fields : {};
  return Object.entries(fields).find(([path]) => `${path.replace(/^body\./, "")}.`.startsWith(`${name}.`))?.[1];
}
