import type { UnitLine, WeeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';

/** Dates become strings; the rest is JSON already. */
export function digestToJson(content: WeeklyDigest): Record<string, unknown> {
  return { ...content, asOf: content.asOf.toString() };
}

/** As it was written; what was not counted yet in its week stands as nothing. */
export function digestFromJson({ asOf, ...rest }: Record<string, unknown>): WeeklyDigest {
  const digest = { alsoSentTo: [], ...rest, asOf: Temporal.PlainDate.from(String(asOf)) } as unknown as WeeklyDigest;
  const { figures } = digest;
  if (figures.kind === 'withheld') return digest;
  const notCounted = {
    pastLongestGap: { throughLeave: 0, otherwise: 0 },
    pulse: null,
    spreadChangeInPoints: null,
    leavers: null,
  };
  return {
    ...digest,
    figures: {
      ...notCounted,
      ...figures,
      worst: figures.worst.map(unitLine),
      best: figures.best && unitLine(figures.best),
      asks: figures.asks.map((ask) => ({ ...notOwned, ...ask })),
    },
  };
}

const notCompared: Pick<UnitLine, 'changeInPoints' | 'shownIn'> = { changeInPoints: null, shownIn: null };
const notOwned = { owner: 'you' };

function unitLine(line: UnitLine): UnitLine {
  return { ...notCompared, ...line };
}
