/**
 * Builds the publishable packages and packs them as they would be published, unless that was done
 * from exactly these sources.
 */
export function packPackages(): { digest: string; tarballs: string[] };
