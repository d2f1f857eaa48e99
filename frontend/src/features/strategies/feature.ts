import { BookOpenText } from "lucide-react";
import { defineFeature } from "@/app/feature";
import { vocabularyIn, wantedIn as comparedIn } from "./comparing/address";
import { narrowedIn } from "./curating/address";
import { editionsIn } from "./differences/address";
import { wantedIn } from "./finding/address";
import { shownIn } from "./region/address";
import { leaf, search } from "./vocabulary";

export default defineFeature({
  name: "strategies",
  openRoutes: [
    { path: "/strategies", load: () => import("./catalogue/CataloguePage"), search },
    { path: "/strategies/search", load: () => import("./finding/SearchPage"), search: wantedIn },
    { path: "/strategies/compare", load: () => import("./comparing/ComparePage"), search: comparedIn },
    { path: "/strategies/region", load: () => import("./region/RegionPage"), search: shownIn },
    { path: "/strategies/differences", load: () => import("./differences/DifferencesPage"), search: editionsIn },
    { path: "/strategies/documents/$documentId", load: () => import("./document/DocumentPage"), search: leaf },
    { path: "/strategies/documents/$documentId/profile", load: () => import("./profile/ProfilePage"), search: vocabularyIn },
    { path: "/strategies/places/$code", load: () => import("./place/PlacePage") },
    { path: "/strategies/editions/$editionId", load: () => import("./edition/EditionPage") },
  ],
  routes: [{ path: "/strategies/documents", load: () => import("./curating/DocumentsPage"), search: narrowedIn }],
  nav: [{ to: "/strategies", label: "nav.strategies", icon: BookOpenText, order: 40 }],
});
