/** Somebody else who gets the digest this week, and how it stands to the reader's part. */
export type AlsoSent = {
  readonly name: string;
  readonly about: 'everyone' | 'a_part_around_yours' | 'another_part';
};

const mostNames = 8;

/**
 * Who else received it, for the footer: by name whoever sees the reader's own figures as well, as a number the leaders
 * who got one about their own part.
 */
export function alsoSentTo(others: readonly AlsoSent[]): readonly string[] {
  const named = (about: AlsoSent['about']) =>
    others
      .filter((other) => other.about === about)
      .map(({ name }) => name)
      .toSorted((a, b) => a.localeCompare(b));
  const everyone = named('everyone');
  const around = named('a_part_around_yours');
  const elsewhere = named('another_part').length;
  if (others.length === 0) return ['Nobody else gets this mail this week.'];
  return [
    ...(everyone.length === 0 ? [] : [`About everyone it also goes to ${listed(everyone)}.`]),
    ...(around.length === 0 ? [] : [`About a part that holds yours it also goes to ${listed(around)}.`]),
    ...(elsewhere === 0
      ? []
      : [`${elsewhere} ${elsewhere === 1 ? 'leader gets one' : 'leaders get one'} about a part of their own.`]),
  ];
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNames);
  const rest = names.length - shown.length;
  const all = rest === 0 ? shown : [...shown, `${rest} more`];
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
