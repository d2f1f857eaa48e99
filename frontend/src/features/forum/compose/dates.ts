/** A day as the API writes it, from the writer's own calendar. */
export function isoDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** By when teams are asked to answer to an advisory, unless its writer says otherwise. */
export function inAWeek(): string {
  return isoDay(new Date(Date.now() + 7 * 86_400_000));
}

/** When a best practice is looked at again, unless somebody says otherwise. */
export function inAYear(): string {
  const date = new Date();
  date.setFullYear(date.getFullYear() + 1);
  return isoDay(date);
}
