import { api, body } from "@/api/client";
import type { SignInStep } from "@/api/types";

/** Whether this browser knows passkeys at all. */
export const passkeysSupported = typeof window !== "undefined" && "PublicKeyCredential" in window;

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function base64url(buffer: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function descriptors(list: PublicKeyCredentialDescriptorJSON[] = []): PublicKeyCredentialDescriptor[] {
  return list.map((item) => ({
    id: bytes(item.id),
    type: "public-key",
    transports: item.transports as AuthenticatorTransport[] | undefined,
  }));
}

/** The credential as JSON (WebAuthn Level 3); written out because not every browser has `toJSON`. */
function asJson(credential: PublicKeyCredential): Record<string, unknown> {
  const { response } = credential;
  const answer: Record<string, unknown> = { clientDataJSON: base64url(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    answer.attestationObject = base64url(response.attestationObject);
    answer.transports = response.getTransports();
  } else if (response instanceof AuthenticatorAssertionResponse) {
    answer.authenticatorData = base64url(response.authenticatorData);
    answer.signature = base64url(response.signature);
    answer.userHandle = response.userHandle ? base64url(response.userHandle) : null;
  }
  return {
    id: credential.id,
    rawId: base64url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  };
}

/** The person closed the browser's window, or let it time out. */
export class PasskeyDismissed extends Error {}

async function ask(request: () => Promise<Credential | null>): Promise<Record<string, unknown>> {
  let credential: Credential | null;
  try {
    credential = await request();
  } catch (cause) {
    if (cause instanceof DOMException) throw new PasskeyDismissed(cause.message, { cause });
    throw cause;
  }
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyDismissed("no credential");
  return asJson(credential);
}

/** Signs in with a passkey, as the only step or as the second. */
export async function signInWithPasskey(): Promise<SignInStep> {
  const answer = await body(api.POST("/api/v1/sign-in/passkey/options"));
  const options = answer.options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: bytes(options.challenge),
    rpId: options.rpId,
    timeout: options.timeout,
    userVerification: options.userVerification as UserVerificationRequirement | undefined,
    allowCredentials: descriptors(options.allowCredentials),
  };
  const credential = await ask(() => navigator.credentials.get({ publicKey }));
  return body(api.POST("/api/v1/sign-in/passkey", { body: { credential } }));
}

/** Makes a passkey on this device and registers it. Gives the recovery codes, if new ones were made. */
export async function registerPasskey(name: string): Promise<string[]> {
  const answer = await body(api.POST("/api/v1/me/passkeys/options"));
  const options = answer.options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge: bytes(options.challenge),
    rp: options.rp,
    user: { ...options.user, id: bytes(options.user.id) },
    pubKeyCredParams: options.pubKeyCredParams,
    timeout: options.timeout,
    excludeCredentials: descriptors(options.excludeCredentials),
    authenticatorSelection: options.authenticatorSelection,
    attestation: options.attestation as AttestationConveyancePreference | undefined,
  };
  const credential = await ask(() => navigator.credentials.create({ publicKey }));
  return (await body(api.POST("/api/v1/me/passkeys", { body: { credential, name } }))).recovery_codes;
}
