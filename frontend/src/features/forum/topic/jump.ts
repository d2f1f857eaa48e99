/** Brings a post into view under the sticky bars, marks it for a moment and gives it the focus. */
export function showPost(number: number, mark = true): boolean {
  const element = document.getElementById(`post-${number}`);
  if (!element) return false;
  element.scrollIntoView({ block: "start" });
  if (mark) {
    element.focus({ preventScroll: true });
    element.dataset.marked = "";
    setTimeout(() => delete element.dataset.marked, 2400);
  }
  return true;
}

/** The address of a post, to be sent to a colleague. */
export function postLink(topicId: string, number: number): string {
  return `${window.location.origin}/forum/topics/${topicId}?post=${number}`;
}
