import { createHash, createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

/** A pair of keys as Coze's page makes one for an OAuth app: the private one goes to the app and is kept nowhere here. */
export async function createKeyPair(): Promise<{ publicKey: string; privateKey: string }> {
  return generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/**
 * The fingerprint of a public key, which a JWT names as `kid`.
 *
 * @returns undefined when the text is no RSA public key in PEM.
 */
export function keyIdOf(publicKey: string): string | undefined {
  try {
    const key = createPublicKey(publicKey);
    if (key.asymmetricKeyType !== 'rsa') return undefined;
    return createHash('sha256')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('base64url');
  } catch {
    return undefined;
  }
}

const generate = promisify(generateKeyPair);
