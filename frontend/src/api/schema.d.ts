/**
 * The API's types in the shape that openapi-typescript writes. `npm run client` replaces this file from
 * `openapi.json`; until then it states the calls that the shell and signing in need.
 */
import type { Me, PasskeyCreation, PasskeyRequest, SignInOptions, SignInStep, TotpEnrolment } from "./provisional";

interface Answer<Body> {
  headers: { [name: string]: unknown };
  content: { "application/json": Body };
}
interface None {
  headers: { [name: string]: unknown };
  content?: never;
}
interface Parameters {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}
interface Get<Body> {
  get: { parameters: Parameters; requestBody?: never; responses: { 200: Answer<Body> } };
}
interface Post<Sent, Body> {
  post: {
    parameters: Parameters;
    requestBody: { content: { "application/json": Sent } };
    responses: { 200: Answer<Body> };
  };
}
interface Bare<Body = undefined> {
  post: {
    parameters: Parameters;
    requestBody?: never;
    responses: { 200: Body extends undefined ? None : Answer<Body> };
  };
}

export interface paths {
  "/api/v1/me": Get<Me> & {
    patch: {
      parameters: Parameters;
      requestBody: { content: { "application/json": { locale?: string; theme?: string; time_zone?: string } } };
      responses: { 200: Answer<Me["person"]> };
    };
  };
  "/api/v1/me/heartbeat": Bare<{ seen_at: string; expires_at: string }>;
  "/api/v1/sign-in/options": Get<SignInOptions>;
  "/api/v1/sign-in/password": Post<{ email: string; password: string }, SignInStep>;
  "/api/v1/sign-in/totp": Post<{ code: string }, SignInStep>;
  "/api/v1/sign-in/recovery": Post<{ code: string }, SignInStep>;
  "/api/v1/sign-in/passkey/options": Bare<PasskeyRequest>;
  "/api/v1/sign-in/passkey": Post<{ credential: unknown }, SignInStep>;
  "/api/v1/sign-in/demonstration": Post<{ person_id: string }, SignInStep>;
  "/api/v1/sign-out": Bare;
  "/api/v1/password-reset": Post<{ email: string }, undefined>;
  "/api/v1/password-reset/confirm": Post<{ token: string; password: string }, undefined>;
  "/api/v1/invitations/accept": Post<{ token: string; name: string; password: string; locale: string }, SignInStep>;
  "/api/v1/me/totp": Bare<TotpEnrolment>;
  "/api/v1/me/totp/confirm": Post<{ code: string }, { recovery_codes: string[] }>;
  "/api/v1/me/passkeys/options": Bare<PasskeyCreation>;
  "/api/v1/me/passkeys": Post<{ credential: unknown; name: string }, { recovery_codes: string[] }>;
  "/api/v1/text/preview": Post<{ text: string }, { html: string }>;
}
