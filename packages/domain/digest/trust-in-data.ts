/** How far the figures can be relied on. */
export type TrustInData = {
  /** Since every working connection had been read; `null` where none is connected, so that none can be out of date. */
  readonly hoursSinceSync: number | null;
  /** The calendars that work, and those of them read too long ago; `null` in snapshots from before they were counted. */
  readonly calendars: { readonly working: number; readonly stale: number } | null;
  readonly managersNotConnected: number;
  /** Connections that stopped working, whoever has to mend them. */
  readonly brokenConnections: number;
  readonly reportsWithoutManager: number;
  readonly peopleWithoutTimeZone: number;
};

export const staleAfterHours = 48;

export function isStale({ hoursSinceSync }: Pick<TrustInData, 'hoursSinceSync'>): boolean {
  return hoursSinceSync !== null && hoursSinceSync > staleAfterHours;
}

/** How fresh the calendars behind the figures are; stands wherever figures do. */
export function freshnessSentence(
  trust: Pick<TrustInData, 'hoursSinceSync' | 'calendars' | 'brokenConnections'>,
): string {
  const { hoursSinceSync, calendars, brokenConnections } = trust;
  const broken =
    brokenConnections > 0
      ? ` ${counted(brokenConnections, 'calendar does', 'calendars do', 'not work at present.')}`
      : '';
  if (hoursSinceSync === null) return `No calendar is connected yet.${broken}`;
  if (isStale(trust)) {
    const which =
      calendars === null
        ? ''
        : ` ${calendars.stale} of ${calendars.working} ${calendars.stale === 1 ? 'is' : 'are'} that old.`;
    return `Calendars were last read ${Math.floor(hoursSinceSync)} hours ago; figures are withheld beyond ${staleAfterHours}.${which}${broken}`;
  }
  const hours = Math.max(1, Math.ceil(hoursSinceSync));
  const within = hours === 1 ? 'the last hour' : `the last ${hours} hours`;
  const all = calendars === null ? 'Every calendar' : counted(calendars.working, 'calendar', 'calendars', '').trimEnd();
  const was = calendars === null || calendars.working === 1 ? 'was' : 'were';
  return `${all} ${was} read within ${within}.${broken}`;
}

/** How fresh the calendars are, then one sentence for each thing that makes the figures less than whole. */
export function trustSentences(trust: TrustInData): readonly string[] {
  const { managersNotConnected, reportsWithoutManager, peopleWithoutTimeZone } = trust;
  const gaps = [
    ...(managersNotConnected > 0
      ? [counted(managersNotConnected, 'manager has', 'managers have', 'not connected a calendar.')]
      : []),
    ...(reportsWithoutManager > 0
      ? [counted(reportsWithoutManager, 'person has', 'people have', 'no manager in the HR data.')]
      : []),
    ...(peopleWithoutTimeZone > 0
      ? [counted(peopleWithoutTimeZone, 'person has', 'people have', 'no time zone, so nothing is booked for them.')]
      : []),
  ];
  const isWhole =
    gaps.length === 0 && trust.brokenConnections === 0 && trust.hoursSinceSync !== null && !isStale(trust);
  return [freshnessSentence(trust), ...(isWhole ? ['Nothing is missing.'] : gaps)];
}

/** Of one's own part: about how many people nothing, or nothing new, is known. */
export function unreadSentences({
  notConnected,
  stale,
}: {
  readonly notConnected: number;
  readonly stale: number;
}): readonly string[] {
  return [
    ...(notConnected > 0
      ? [counted(notConnected, 'person here has', 'people here have', 'a manager whose calendar is not connected.')]
      : []),
    ...(stale > 0
      ? [counted(stale, 'person here has', 'people here have', 'a manager whose calendar was last read too long ago.')]
      : []),
  ];
}

function counted(count: number, one: string, many: string, rest: string): string {
  return `${count} ${count === 1 ? one : many} ${rest}`;
}
