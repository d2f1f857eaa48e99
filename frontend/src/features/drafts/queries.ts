import { keepPreviousData, queryOptions, type QueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { everyGroup } from "@/api/lists";
import { paged } from "@/api/paged";
import { reads } from "@/api/language";
import type { Listed } from "./address";
import type { Draft, Section } from "./types";

const all = ["drafts"] as const;

/** Every query key of drafting, so that live events know what to ask for again. */
export const keys = {
  all,
  list: [...all, "list"] as const,
  draft: (id: string) => [...all, id, "facts"] as const,
  section: (id: string, section: string) => [...all, id, "section", section] as const,
  sections: (id: string) => [...all, id, "section"] as const,
  text: (id: string) => [...all, id, "text"] as const,
  versions: (id: string, section: string) => [...all, id, "versions", section] as const,
  coverage: (id: string) => [...all, id, "coverage"] as const,
  neighbours: (id: string) => [...all, id, "neighbours"] as const,
  precedents: (id: string) => [...all, id, "precedents"] as const,
  comments: (id: string) => [...all, id, "comments"] as const,
  tasks: (id: string) => [...all, id, "tasks"] as const,
  sources: (id: string) => [...all, id, "sources"] as const,
  phases: (id: string) => [...all, id, "phases"] as const,
  frozen: (id: string, number: number) => [...all, id, "frozen", number] as const,
  /** What has changed since a frozen text lies below the text, so that it is asked for again with it. */
  since: (id: string, number: number) => [...all, id, "text", "since", number] as const,
  expertise: (id: string) => [...all, id, "expertise"] as const,
};

/** The etag of a draft or section that was read: its version. */
export const etagOf = ({ version }: { version: number }) => `"${version}"`;

const one = (id: string) => ({ path: { draft_id: id } });

export function draftsQuery({ mine, phase, archived }: Listed) {
  return paged(
    [...keys.list, { mine, phase, archived }],
    (after, signal) => body(api.GET("/api/v1/strategies/drafts", { params: { query: { mine, phase, archived, after, limit: 50 } }, signal })),
    { keep: true },
  );
}

export function draftQuery(id: string) {
  return queryOptions({
    queryKey: keys.draft(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/drafts/{draft_id}", { params: one(id), signal })),
  });
}

export function sectionQuery(id: string, section: string) {
  return queryOptions({
    queryKey: keys.section(id, section),
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/strategies/drafts/{draft_id}/sections/{section_id}", { params: { path: { draft_id: id, section_id: section } }, signal })),
  });
}

export function textQuery(id: string) {
  return queryOptions({
    queryKey: keys.text(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/drafts/{draft_id}/text", { params: one(id), signal })),
  });
}

export function versionsQuery(id: string, section: string) {
  return queryOptions({
    queryKey: keys.versions(id, section),
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/strategies/drafts/{draft_id}/sections/{section_id}/versions", { params: { path: { draft_id: id, section_id: section } }, signal })),
  });
}

export function diffQuery(id: string, section: string, before: number, after: number) {
  return queryOptions({
    queryKey: [...keys.versions(id, section), before, after],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/strategies/drafts/{draft_id}/sections/{section_id}/diff", {
          params: { path: { draft_id: id, section_id: section }, query: { before, after } },
          signal,
        }),
      ),
    // Texts that were saved do not change.
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
}

export function coverageQuery(id: string, vocabulary: string | undefined, locale: string = reads()) {
  return queryOptions({
    queryKey: [...keys.coverage(id), vocabulary, locale],
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/drafts/{draft_id}/coverage", { params: { ...one(id), query: { vocabulary } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function neighboursQuery(id: string) {
  return queryOptions({
    queryKey: keys.neighbours(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/drafts/{draft_id}/neighbours", { params: one(id), signal })),
    staleTime: 5 * 60_000,
  });
}

export function precedentsQuery(id: string, element: string, place: string[] | undefined) {
  return paged([...keys.precedents(id), element, place], (after, signal) =>
    body(api.GET("/api/v1/strategies/drafts/{draft_id}/precedents", { params: { ...one(id), query: { element, place, after, limit: 10 } }, signal })),
  );
}

export function commentsQuery(id: string) {
  return queryOptions({
    queryKey: keys.comments(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/drafts/{draft_id}/comments", { params: one(id), signal })),
  });
}

export function tasksQuery(id: string) {
  return queryOptions({
    queryKey: keys.tasks(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/drafts/{draft_id}/tasks", { params: one(id), signal })),
  });
}

export function sourcesQuery(id: string) {
  return queryOptions({
    queryKey: keys.sources(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/drafts/{draft_id}/sources", { params: one(id), signal })),
  });
}

export function phasesQuery(id: string) {
  return queryOptions({
    queryKey: keys.phases(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/drafts/{draft_id}/phases", { params: one(id), signal })),
  });
}

export function frozenQuery(id: string, number: number) {
  return queryOptions({
    queryKey: keys.frozen(id, number),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/drafts/{draft_id}/snapshots/{number}", { params: { path: { draft_id: id, number } }, signal })),
    staleTime: Infinity,
  });
}

export function sinceQuery(id: string, number: number) {
  return queryOptions({
    queryKey: keys.since(id, number),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/drafts/{draft_id}/snapshots/{number}/diff", { params: { path: { draft_id: id, number } }, signal })),
  });
}

export function expertiseQuery(id: string) {
  return queryOptions({
    queryKey: keys.expertise(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/drafts/{draft_id}/expertise", { params: one(id), signal })),
  });
}

/** The groups in which I may open a draft. */
export const groupsQuery = queryOptions({
  queryKey: [...all, "groups"],
  queryFn: async ({ signal }) =>
    (await everyGroup("mine", signal)).filter(({ standing, archived }) => !archived && (standing === "member" || standing === "steward")),
  staleTime: 60_000,
});

export function membersQuery(group: string) {
  return queryOptions({
    queryKey: [...all, "members", group],
    queryFn: ({ signal }) => body(api.GET("/api/v1/groups/{group_id}/members", { params: { path: { group_id: group } }, signal })),
    staleTime: 60_000,
  });
}

/** States and bodies with their names, to choose from. */
export const placesQuery = queryOptions({
  queryKey: [...all, "places"],
  queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/places", { params: { query: { all: true } }, signal })),
  staleTime: 60 * 60_000,
});

/** Puts what the server answered where the page reads it, and asks again for what follows from a text. */
export function keepSection(client: QueryClient, id: string, saved: Section): void {
  client.setQueryData(keys.section(id, saved.id), saved);
  client.setQueryData(keys.draft(id), (draft: Draft | undefined) => draft && {
    ...draft,
    outline: draft.outline.map((part) => (part.id === saved.id ? { ...part, title: saved.title, words: saved.words, version: saved.version, edited_at: saved.edited_at, edited_by: saved.edited_by } : part)),
  });
  for (const key of [keys.coverage(id), keys.text(id), keys.versions(id, saved.id), keys.sources(id)]) void client.invalidateQueries({ queryKey: key });
}

export function keepDraft(client: QueryClient, draft: Draft): void {
  client.setQueryData(keys.draft(draft.id), draft);
  void client.invalidateQueries({ queryKey: keys.list });
}
