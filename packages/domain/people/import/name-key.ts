/** Workday writes in brackets who is on leave or a contractor: nobody's name, and nobody's business. */
export function nameWithoutBrackets(written: string): string {
  return written.replaceAll(/\s*[([][^)\]]*[)\]]/g, '').trim();
}

/** Names that are written alike: 'Ruiz, Ana', 'ana ruiz' and 'Ana Ruiz (On Leave)'. */
export function nameKey(written: string): string {
  const bare = nameWithoutBrackets(written);
  const [family, given] = bare.split(',');
  return (given === undefined ? bare : `${given} ${family}`)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
