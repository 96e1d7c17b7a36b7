import { isIP } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** Where requests may go that somebody else gave us the address of. */
export type OutboundRules = {
  /** This very machine, in clear text too and at any port: beside the sandbox only. */
  readonly allowLoopback: boolean;
  readonly ports: readonly number[];
};

/** What holds for everybody outside a demo. */
export const publicOnly: OutboundRules = { allowLoopback: false, ports: [443, 8443] };

export type UrlRefusal =
  | 'malformed'
  | 'not_https'
  | 'credentials'
  | 'fragment'
  | 'port'
  /** An address, or a name, that is not one of the public internet. */
  | 'internal';

export type CheckedUrl =
  | { readonly kind: 'allowed'; readonly url: URL; readonly isLoopback: boolean }
  | { readonly kind: 'refused'; readonly reason: UrlRefusal };

const longest = 2_000;
/** Dropped or turned into something else by the parser, so that what is read is not what is asked. */
const unsafe = /[\s\\\p{Cc}\p{Cf}]/u;
/** Names nobody in the public DNS answers for, and whose holders are inside. */
const internalNames =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|arpa|onion|test|invalid)$/;

/**
 * What a URL says, before anything is asked. The parser is the URL standard's own: `0x7f.1`, `2130706433`, `0177.1`
 * and full-width digits come out of it as the address they mean. A name can still lead anywhere: what it resolves to is
 * looked at when connecting.
 */
export function checkOutboundUrl({ url: text, rules }: { url: string; rules: OutboundRules }): CheckedUrl {
  const url = text.length > longest || unsafe.test(text) ? null : URL.parse(text);
  if (url === null) return refused('malformed');
  if (url.username !== '' || url.password !== '') return refused('credentials');
  if (url.hash !== '' || text.includes('#')) return refused('fragment');
  const host = hostOf(url);
  const isLoopback = isLoopbackAddress(host) || host === 'localhost';
  if (isLoopback && rules.allowLoopback) {
    return /^https?:$/.test(url.protocol) ? { kind: 'allowed', url, isLoopback } : refused('not_https');
  }
  if (url.protocol !== 'https:') return refused('not_https');
  if (!isPublicHost(host)) return refused('internal');
  if (!rules.ports.includes(url.port === '' ? 443 : Number(url.port))) return refused('port');
  return { kind: 'allowed', url, isLoopback: false };
}

/** As the system resolves it: without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** A name of one label, or one that ends in a dot, is looked for in the own domain first. */
function isPublicHost(host: string): boolean {
  if (isIP(host) !== 0) return isPublicAddress(host);
  return host.includes('.') && !host.endsWith('.') && !internalNames.test(host);
}

function refused(reason: UrlRefusal): CheckedUrl {
  return { kind: 'refused', reason };
}
