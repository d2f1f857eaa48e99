export interface Change {
  kind: "same" | "added" | "removed";
  text: string;
}

/** More cells than this in the table of comparisons would be felt while typing; then whole lines are compared. */
const most = 4_000_000;

/** What has changed between two texts, word by word (longest common subsequence), line by line when they are long. */
export function difference(before: string, after: string): Change[] {
  const words = /\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;
  let [a, b] = [before.match(words) ?? [], after.match(words) ?? []] as [string[], string[]];
  if (a.length * b.length > most) [a, b] = [before.split(/(?<=\n)/), after.split(/(?<=\n)/)];
  if (a.length * b.length > most) return joined([{ kind: "removed", text: before }, { kind: "added", text: after }]);
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      changes.push({ kind: "same", text: a[i++] ?? "" });
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      changes.push({ kind: "removed", text: a[i++] ?? "" });
    } else changes.push({ kind: "added", text: b[j++] ?? "" });
  }
  return joined(changes);
}

function joined(changes: Change[]): Change[] {
  const runs: Change[] = [];
  for (const change of changes) {
    const last = runs.at(-1);
    if (last?.kind === change.kind) last.text += change.text;
    else if (change.text !== "") runs.push({ ...change });
  }
  return runs;
}
