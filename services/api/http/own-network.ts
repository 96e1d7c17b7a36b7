import { BlockList, isIPv6 } from 'node:net';

const ranges = new BlockList();
for (const [net, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  ranges.addSubnet(net, prefix, 'ipv4');
}
ranges.addAddress('::1', 'ipv6');
ranges.addSubnet('fc00::', 7, 'ipv6');
ranges.addSubnet('fe80::', 10, 'ipv6');

/** Whether an address is this machine's or a private one (RFC 1918, RFC 4193, link-local), IPv4 inside IPv6 included. */
export function isOwnNetwork(address: string): boolean {
  return ranges.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
