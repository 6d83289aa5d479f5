import { secureHeaders } from 'hono/secure-headers';

/**
 * Lets the page run and load nothing but its own files, so that an answer of the assistant can bring in no code, no style and
 * no picture that tells another server who reads it.
 */
export function securityHeaders() {
  const self = ["'self'"];
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: self,
      styleSrc: self,
      scriptSrc: self,
      imgSrc: [...self, 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: self,
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
    },
    xFrameOptions: 'DENY',
    // The demo is served over plain HTTP on a user's own machine, too.
    strictTransportSecurity: false,
  });
}
