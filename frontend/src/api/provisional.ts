/** Shapes of signing in and of the signed-in person, as agreed before `openapi.json` existed. */

export interface DemonstrationPerson {
  person_id: string;
  name: string;
  organisation: string | null;
  country: string | null;
  role: string | null;
}

export interface SignInOptions {
  /** What this installation is called. */
  name: string;
  demonstration: DemonstrationPerson[];
  oidc: { id: string; name: string }[];
  /** Set when this browser is in the middle of signing in. */
  state: SignInState | null;
  factors: Factor[];
}

export type SignInState = "signed_in" | "second_factor" | "enrol";
export type Factor = "totp" | "passkey" | "recovery";

export interface SignInStep {
  state: SignInState;
  factors: Factor[];
}

export interface TotpEnrolment {
  secret: string;
  uri: string;
  /** An SVG document that the server draws; shown as an image, never as markup. */
  qr_svg: string;
}

export interface PasskeyRequest {
  options: PublicKeyCredentialRequestOptionsJSON;
}

export interface PasskeyCreation {
  options: PublicKeyCredentialCreationOptionsJSON;
}

export type Theme = "system" | "light" | "dark";

export interface Me {
  person: {
    id: string;
    name: string;
    email: string;
    locale: string;
    time_zone: string;
    theme: Theme;
    title: string;
    show_presence: boolean;
  };
  organisations: { id: string; name: string; acronym: string; country: string | null; kind: string; role: string }[];
  communities: string[];
  platform_roles: string[];
  permissions: string[];
  /** Streams to subscribe to for live news. */
  streams: string[];
  /** Signed in with a passkey, so TLP:RED may be read. */
  strong: boolean;
  demonstration: boolean;
  passkeys: number;
  totp: boolean;
  recovery_codes: number;
}
