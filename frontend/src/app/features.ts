import type { FeatureDeclaration } from "./feature";

const modules = import.meta.glob<FeatureDeclaration>(["../features/*/feature.ts", "!../features/gallery/feature.ts"], {
  eager: true,
  import: "default",
});
/** The gallery of components exists only on the development server: built, this branch is cut away. */
const development = import.meta.env.DEV
  ? await Promise.all(
      Object.values(import.meta.glob<FeatureDeclaration>("../features/gallery/feature.ts", { import: "default" })).map((load) => load()),
    )
  : [];

/** Every feature of this build. A folder with a `feature.ts` is enough; no list names it. */
export const features: FeatureDeclaration[] = [...Object.values(modules), ...development];

export const navigation = features
  .flatMap((feature) => (feature.nav ?? []).map((entry) => ({ ...entry, text: `${feature.name}:${entry.label}` })))
  .sort((a, b) => a.order - b.order);

export type NavigationEntry = (typeof navigation)[number];
