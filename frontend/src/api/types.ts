import type { components } from "./schema";

/** Every schema of the API by its name: `Schemas["TopicRead"]`. */
export type Schemas = components["schemas"];

export type Me = Schemas["Me"];
export type SignInOptions = Schemas["SignInOptions"];
export type SignInStep = Schemas["SignInOutcome"];
export type SignInState = Schemas["State"];
export type DemonstrationPerson = Schemas["DemonstrationPerson"];
export type Factor = "totp" | "passkey" | "recovery";
export type Theme = "system" | "light" | "dark";
