import { BookOpenText } from "lucide-react";
import { defineFeature } from "@/app/feature";
import { narrowedIn } from "./curating/queries";
import { wantedIn } from "./finding/wanted";
import { leaf, search } from "./vocabulary";

export default defineFeature({
  name: "strategies",
  openRoutes: [
    { path: "/strategies", load: () => import("./catalogue/CataloguePage"), search },
    { path: "/strategies/search", load: () => import("./finding/SearchPage"), search: wantedIn },
    { path: "/strategies/documents/$documentId", load: () => import("./document/DocumentPage"), search: leaf },
    { path: "/strategies/places/$code", load: () => import("./place/PlacePage") },
    { path: "/strategies/editions/$editionId", load: () => import("./edition/EditionPage") },
  ],
  routes: [{ path: "/strategies/documents", load: () => import("./curating/DocumentsPage"), search: narrowedIn }],
  nav: [{ to: "/strategies", label: "nav.strategies", icon: BookOpenText, order: 40 }],
});
