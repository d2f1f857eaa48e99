import { api, body } from "@/api/client";

/** Whether this browser knows passkeys at all. */
export const passkeysSupported = typeof window !== "undefined" && "PublicKeyCredential" in window;

/** The person closed the browser's window, or let it time out. */
export class PasskeyDismissed extends Error {}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function descriptors(list: PublicKeyCredentialDescriptorJSON[] = []): PublicKeyCredentialDescriptor[] {
  return list.map((item) => ({ id: bytes(item.id), type: "public-key" }));
}

async function made(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  const credential = await ask().catch((cause: unknown) => {
    if (cause instanceof DOMException) throw new PasskeyDismissed();
    throw cause;
  });
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyDismissed();
  return credential;
}

function common(credential: PublicKeyCredential) {
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, clientExtensionResults: credential.getClientExtensionResults() };
}

/** Makes a passkey on this device and registers it; gives the recovery codes, if new ones were made. */
export async function addPasskey(name: string): Promise<string[]> {
  const options = (await body(api.POST("/api/v1/me/passkeys/options"))).options as unknown as PublicKeyCredentialCreationOptionsJSON;
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
  const credential = await made(() => navigator.credentials.create({ publicKey }));
  const { clientDataJSON, attestationObject } = credential.response as AuthenticatorAttestationResponse;
  const response = { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) };
  return (await body(api.POST("/api/v1/me/passkeys", { body: { credential: { ...common(credential), response }, name } }))).recovery_codes;
}

/** Signs a challenge with a passkey, as a proof of who is there. */
export async function assertPasskey(): Promise<Record<string, unknown>> {
  const options = (await body(api.POST("/api/v1/sign-in/passkey/options"))).options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: bytes(options.challenge),
    rpId: options.rpId,
    timeout: options.timeout,
    userVerification: options.userVerification as UserVerificationRequirement | undefined,
    allowCredentials: descriptors(options.allowCredentials),
  };
  const credential = await made(() => navigator.credentials.get({ publicKey }));
  const given = credential.response as AuthenticatorAssertionResponse;
  return {
    ...common(credential),
    response: {
      clientDataJSON: text(given.clientDataJSON),
      authenticatorData: text(given.authenticatorData),
      signature: text(given.signature),
      userHandle: given.userHandle ? text(given.userHandle) : null,
    },
  };
}
