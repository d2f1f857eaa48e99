/** Small choices kept on this device. Where the browser forbids storage they last as long as the page. */

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`atalaya.${name}`, value);
  } catch {
    // Nothing to do: the choice is shown, it is only not remembered.
  }
}

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`atalaya.${name}`);
  } catch {
    return null;
  }
}
