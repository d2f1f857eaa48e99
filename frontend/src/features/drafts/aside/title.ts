const plain = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** Whether the title was typed, as it is read: however many spaces stand between its words. */
export function isTitle(typed: string, title: string): boolean {
  return plain(typed) === plain(title);
}
