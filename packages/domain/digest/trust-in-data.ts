/** How far the figures can be relied on. */
export type TrustInData = {
  /** Since every working connection had been read; `null` where none is connected, so that none can be out of date. */
  readonly hoursSinceSync: number | null;
  readonly managersNotConnected: number;
  /** Connections that stopped working and wait for their person. */
  readonly brokenConnections: number;
  readonly reportsWithoutManager: number;
  readonly peopleWithoutTimeZone: number;
};

const staleAfterHours = 48;

export function isStale({ hoursSinceSync }: TrustInData): boolean {
  return hoursSinceSync !== null && hoursSinceSync > staleAfterHours;
}

/** One sentence for each thing that makes the figures less than whole, or a single one that nothing does. */
export function trustSentences(trust: TrustInData): readonly string[] {
  const { hoursSinceSync, managersNotConnected, brokenConnections, reportsWithoutManager, peopleWithoutTimeZone } =
    trust;
  const sentences = [
    ...(isStale(trust)
      ? [
          `Calendars were last read ${Math.floor(hoursSinceSync ?? 0)} hours ago; figures are withheld beyond ${staleAfterHours}.`,
        ]
      : []),
    ...(hoursSinceSync === null ? ['No calendar is connected yet.'] : []),
    ...(managersNotConnected > 0
      ? [counted(managersNotConnected, 'manager has', 'managers have', 'not connected a calendar.')]
      : []),
    ...(brokenConnections > 0
      ? [counted(brokenConnections, 'calendar', 'calendars', 'stopped answering and wait for their person.')]
      : []),
    ...(reportsWithoutManager > 0
      ? [counted(reportsWithoutManager, 'person has', 'people have', 'no manager in the HR data.')]
      : []),
    ...(peopleWithoutTimeZone > 0
      ? [counted(peopleWithoutTimeZone, 'person has', 'people have', 'no time zone, so nothing is booked for them.')]
      : []),
  ];
  return sentences.length > 0 ? sentences : ['Nothing is missing: every calendar was read within the last two days.'];
}

function counted(count: number, one: string, many: string, rest: string): string {
  return `${count} ${count === 1 ? one : many} ${rest}`;
}
