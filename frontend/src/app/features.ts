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

/** Whether an address is one that visitors may look at without an account. */
export function isOpen(pathname: string): boolean {
  return features.some(({ openRoutes = [] }) => openRoutes.some(({ path }) => fits(path, pathname)));
}

function fits(path: string, pathname: string): boolean {
  const [wanted, given] = [path.split("/"), pathname.replace(/\/$/, "").split("/")];
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith("$") || part === given[index]);
}

export type NavigationEntry = (typeof navigation)[number];
