import { z } from 'zod';

const claims = z.object({
  email: z.email().optional(),
  email_verified: z.boolean().optional(),
  preferred_username: z.string().optional(),
  /** Entra, where set up: whether the owner of the mail domain is this tenant. */
  xms_edov: z.union([z.boolean(), z.literal([0, 1, '0', '1'])]).optional(),
});

/** One tenant's own issuer; `common` and `organizations` are nobody's. */
const entraTenant = /^https:\/\/login\.microsoftonline\.(com|us)\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\/v2\.0\/?$/i;

export type AddressInClaims =
  | { readonly kind: 'address'; readonly email: string }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * The work address an id token vouches for. An issuer has to say that it verified it. Entra never does: there addresses are
 * what the tenant's own administrators wrote, and the issuer is that tenant, so its word on them is as good
 * (learn.microsoft.com/entra/identity-platform/id-token-claims-reference).
 */
export function addressInClaims({ issuer, given }: { issuer: string; given: unknown }): AddressInClaims {
  const parsed = claims.safeParse(given);
  if (!parsed.success) return refused(z.prettifyError(parsed.error));
  const { email, email_verified: isVerified, preferred_username: name, xms_edov: isOwnDomain } = parsed.data;
  if (isVerified === true && email !== undefined) return { kind: 'address', email };
  if (isVerified !== undefined || !entraTenant.test(issuer)) return refused('no address that the issuer has verified');
  if (isOwnDomain === false || isOwnDomain === 0 || isOwnDomain === '0')
    return refused('a domain the tenant does not own');
  const address = z.email().safeParse(email ?? name);
  return address.success ? { kind: 'address', email: address.data } : refused('no address');
}

const refused = (reason: string): AddressInClaims => ({ kind: 'refused', reason });
