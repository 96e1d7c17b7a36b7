import type { FastifyRequest } from 'fastify';

/** Where the caller sees this cloud, for links only: the proxy in front says so, otherwise the address that was called. */
export function originOf(request: FastifyRequest): string {
  const protocol = firstOf(request.headers['x-forwarded-proto']) ?? 'http';
  const host = firstOf(request.headers['x-forwarded-host']) ?? request.headers.host ?? 'localhost';
  return `${protocol}://${host}`;
}

function firstOf(header: string | string[] | undefined): string | undefined {
  const value = Array.isArray(header) ? header[0] : header;
  return value?.split(',')[0]?.trim();
}
