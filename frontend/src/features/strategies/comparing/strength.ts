/** Where the five steps of strength part. The exported PDF has the same. */
const parts = [0.05, 0.2, 0.4, 0.6];
export const steps = [0, 1, 2, 3, 4, 5] as const;
export type Step = (typeof steps)[number];

/** From 0 (no passage counts) to 5 (strongest). */
export function step(strength: number): Step {
  if (strength <= 0) return 0;
  return (1 + parts.filter((one) => strength >= one).length) as Step;
}

/** A strength or share as a whole number of a hundred. */
export const hundredths = (share: number) => Math.round(share * 100);
