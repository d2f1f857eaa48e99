import { infiniteQueryOptions } from "@tanstack/react-query";
import { BookCheck, BookOpen, BookOpenText, Building2, FilePen, FileText, MessageCircle, MessageSquare, MessagesSquare, User, Users, type LucideIcon } from "lucide-react";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";

export type Found = components["schemas"]["Found"];
export type Piece = components["schemas"]["Piece"];
export type Answer = components["schemas"]["SearchAnswer"];

/** What a search is narrowed to; it stands in the address as well. */
export interface Wanted {
  q?: string;
  kind?: string;
  language?: string;
  country?: string;
  tag?: string;
}

export const facetNames = ["kind", "language", "country", "tag"] as const;
export type Facet = (typeof facetNames)[number];

/** The kinds that have a word and a picture of their own; a service may add others. */
export const kinds = ["topic", "post", "message", "group", "organisation", "person", "strategy", "passage", "draft", "document", "practice"] as const;
export type Kind = (typeof kinds)[number];

const icons: Record<Kind, LucideIcon> = {
  topic: MessagesSquare,
  post: MessageSquare,
  message: MessageCircle,
  group: Users,
  organisation: Building2,
  person: User,
  strategy: BookOpenText,
  passage: BookOpen,
  draft: FilePen,
  document: FileText,
  practice: BookCheck,
};

export function isKind(kind: string): kind is Kind {
  return (kinds as readonly string[]).includes(kind);
}

export function iconOf(kind: string): LucideIcon {
  return isKind(kind) ? icons[kind] : FileText;
}

export function plain(pieces: Piece[]): string {
  return pieces.map((piece) => piece.text).join("");
}

const pageSize = 20;

export function searchQuery({ q = "", kind, language, country, tag }: Wanted) {
  return infiniteQueryOptions({
    queryKey: ["search", q, kind, language, country, tag],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/search", {
          params: {
            query: {
              q,
              kind: kind ? [kind] : undefined,
              language: language ? [language] : undefined,
              country,
              tag,
              limit: pageSize,
              offset: pageParam,
              facets: true,
            },
          },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (page, _all, offset) => {
      const next = offset + pageSize;
      return page.items.length === pageSize && next <= 1000 ? next : undefined;
    },
    staleTime: 10_000,
  });
}
