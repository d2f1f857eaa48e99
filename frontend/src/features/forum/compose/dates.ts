/** A day as the API writes it, from the writer's own calendar. */
export function isoDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** When a best practice is looked at again, unless somebody says otherwise. */
export function inAYear(): string {
  const date = new Date();
  date.setFullYear(date.getFullYear() + 1);
  return isoDay(date);
}
