import { defineFeature } from "@/app/feature";
import { listIn, shownIn } from "./address";

export default defineFeature({
  name: "drafts",
  routes: [
    { path: "/strategies/drafts", load: () => import("./list/DraftsPage"), search: listIn },
    { path: "/strategies/drafts/$draftId", load: () => import("./page/DraftPage"), search: shownIn },
  ],
});
