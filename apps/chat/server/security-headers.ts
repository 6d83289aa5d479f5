import { secureHeaders } from 'hono/secure-headers';

/**
 * Lets the page run and load only its own files, so that an answer of the assistant cannot add
 * code, styles or images that would reveal the reader to another server.
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
    // The demo also runs over plain HTTP, on the developer's machine.
    strictTransportSecurity: false,
  });
}
