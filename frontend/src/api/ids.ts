const form = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const whole = new RegExp(`^${form}$`, "i");
const somewhere = new RegExp(form, "i");

/** Whether this is written as the server writes ids. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && whole.test(value);
}

/** The value where it is an id; for what stands in an address. */
export function idOf(value: unknown): string | undefined {
  return isId(value) ? value : undefined;
}

/** The first id in a text, such as an address. */
export function idWithin(text: string): string | undefined {
  return somewhere.exec(text)?.[0];
}
