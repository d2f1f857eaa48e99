import { defineFeature } from "@/app/feature";

/** Every component in its states, for developers: on the development server only, at /gallery. */
export default defineFeature({
  name: "gallery",
  publicRoutes: [{ path: "/gallery", load: () => import("./GalleryPage") }],
});
