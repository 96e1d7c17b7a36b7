import { BlockList, isIP, isIPv4 } from 'node:net';

/** IPv4 that is not the public internet, by the registry of special-purpose addresses (RFC 6890 and what followed). */
const specialIPv4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT; one cloud keeps its metadata there
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // a public address that inside Azure is the host of the machine
  ['169.254.0.0', 16], // link-local, and the metadata of most clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.31.196.0', 24], // AS112
  ['192.52.193.0', 24], // multicast tunnelling
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['192.175.48.0', 24], // AS112
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
];

/**
 * Inside the one block of IPv6 that is public. Whatever lies outside it is not: loopback, link-local, unique local,
 * multicast, IPv4 in IPv6 (mapped, NAT64), SRv6 and what nobody was given.
 */
const specialIPv6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23], // protocol assignments: Teredo, benchmarking, ORCHID, and others
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: leads to whatever IPv4 it holds
  ['2620:4f:8000::', 48], // AS112
  ['3ffe::', 16], // given back
  ['3fff::', 20], // documentation
];

const special = new BlockList();
for (const [network, prefix] of specialIPv4) special.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of specialIPv6) special.addSubnet(network, prefix, 'ipv6');
const globalIPv6 = new BlockList();
globalIPv6.addSubnet('2000::', 3, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address, as text and without a zone, is one of the public internet. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false;
  if (isIPv4(address)) return !special.check(address, 'ipv4');
  return globalIPv6.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** Whether an address is this machine itself, in the two families' own way of saying so. */
export function isLoopbackAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%') || /^::ffff:/i.test(address)) return false;
  return loopback.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}
