/** Goes to a page from outside React: the router listens to what is pushed onto the window's history. */
export function go(path: string): void {
  window.history.pushState(null, "", path);
}
