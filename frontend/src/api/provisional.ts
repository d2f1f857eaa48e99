/** Shapes of signing in and of the signed-in person, as agreed before `openapi.json` existed. */

export interface DemonstrationPerson {
  person_id: string;
  name: string;
  organisation: string;
  country: string;
  role: string;
}

export interface SignInOptions {
  demonstration: DemonstrationPerson[];
  oidc: { id: string; name: string }[];
}

export type Factor = "totp" | "passkey" | "recovery";

export interface SignInStep {
  state: "signed_in" | "second_factor" | "enrol";
  factors: Factor[];
}

export interface TotpEnrolment {
  secret: string;
  uri: string;
  /** An SVG document that the server draws; shown as an image, never as markup. */
  qr_svg: string;
}

export type PasskeyRequest = PublicKeyCredentialRequestOptionsJSON;
export type PasskeyCreation = PublicKeyCredentialCreationOptionsJSON;

export type Theme = "system" | "light" | "dark";

export interface Me {
  person: { id: string; name: string; email: string; locale: string; time_zone: string; theme: Theme };
  organisations: { id: string; name: string; acronym: string | null; country: string; role: string }[];
  communities: string[];
  platform_roles: string[];
  permissions: string[];
  /** Signed in with a passkey, so TLP:RED may be read. */
  strong: boolean;
  demonstration: boolean;
}
