import type { FastifyReply, FastifyRequest } from 'fastify';

export type Cookies = ReturnType<typeof sessionCookies>;

/**
 * Names and attributes of our cookies. Over https they carry the `__Host-` prefix, which browsers accept only with
 * Secure, without Domain and with Path=/ (RFC 6265bis §4.1.3.2); plain http, as on localhost, cannot have it.
 */
export function sessionCookies({ publicUrl }: { publicUrl: string }) {
  const secure = publicUrl.startsWith('https:');
  const name = (base: string) => (secure ? `__Host-${base}` : base);
  const attributes = { path: '/', httpOnly: true, secure, sameSite: 'lax' } as const;

  function cookie(base: string) {
    return {
      read: (request: FastifyRequest): string | null => request.cookies[name(base)] ?? null,
      write: (reply: FastifyReply, value: string, { seconds }: { seconds: number }) =>
        reply.setCookie(name(base), value, { ...attributes, maxAge: seconds }),
      clear: (reply: FastifyReply) => reply.clearCookie(name(base), attributes),
    };
  }

  return {
    /** Who is signed in. */
    session: cookie('throughline_session'),
    /** Which browser began an authorisation; says nothing about who uses it. */
    browser: cookie('throughline_browser'),
    /** The mailed link an authorisation began from, for the way back. */
    connectLink: cookie('throughline_connect_link'),
    /** A sign-in under way, sealed. */
    signIn: cookie('throughline_sign_in'),
  };
}
