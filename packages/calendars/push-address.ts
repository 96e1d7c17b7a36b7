/**
 * Whether announcements can arrive at an address: providers post to public https addresses alone, stand-ins on this
 * machine also to plain http here.
 */
export function canBePushedTo({ address, isStandIn }: { address: string; isStandIn: boolean }): boolean {
  const { protocol, hostname } = new URL(address);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return isHere ? isStandIn : protocol === 'https:';
}
