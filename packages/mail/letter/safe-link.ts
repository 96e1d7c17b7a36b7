/** A link as it may stand in a mail. Throws for anything but http and https: our links are never anything else. */
export function safeLink(url: string): string {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError(`A mail cannot link to ${protocol}`);
  return href;
}
