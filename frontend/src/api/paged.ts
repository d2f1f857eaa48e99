import { infiniteQueryOptions, type InfiniteData, type QueryKey } from "@tanstack/react-query";

/** What every list of the API answers: a part of it and, unless it was the last, where the next begins. */
interface Part<Item> {
  items: Item[];
  next?: string | null;
}

export interface Paging {
  /** Shows the old list until the new one is there: for filters, so that nothing blinks. */
  keep?: boolean;
}

/** A list that is read from the server part by part: `ask` gets where to begin, from the top when undefined. */
export function paged<Read extends Part<unknown>>(
  queryKey: QueryKey,
  ask: (after: string | undefined, signal: AbortSignal) => Promise<Read>,
  { keep = false }: Paging = {},
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Read) => page.next ?? undefined,
    placeholderData: (before: InfiniteData<Read, string | undefined> | undefined) => (keep ? before : undefined),
  });
}

/**
 * Everything of a list that is short by its nature, such as my groups: part after part, until the server has no more.
 * `enough` stops before, when what was wanted is there.
 */
export async function everyItem<Item>(
  ask: (after: string | undefined) => Promise<Part<Item>>,
  enough: (found: Item[]) => boolean = () => false,
): Promise<Item[]> {
  const found: Item[] = [];
  let after: string | undefined;
  do {
    const part = await ask(after);
    found.push(...part.items);
    after = part.next ?? undefined;
  } while (after !== undefined && !enough(found));
  return found;
}
