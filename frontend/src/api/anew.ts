let clear = () => {};

/** Says how the page is taken off the screen. */
export function clearWith(how: () => void): void {
  clear = how;
}

/**
 * Takes what is shown off the screen at once and loads the application anew. Whoever comes next gets nothing from
 * this page's memory, and cannot go back to it. `once` runs in between, when nothing writes any more.
 */
export function startAnew(address: string, once = () => {}): void {
  clear();
  once();
  document.title = "Atalaya";
  window.location.replace(address);
}
