import { costOfPositionInWeek } from './cost.ts';
import { minCostFlow } from './min-cost-flow.ts';
import type { Arc } from './min-cost-flow.ts';
import type { PossibleSlot } from './possible-slots.ts';

/**
 * What comes before every cost, each worth more than any sum of what follows it: give everybody a date;
 * give it before the due date; keep to the manager's conversations a week.
 */
const withoutDate = 1e12;
const afterDueDate = 1e9;
const beyondWeeklyMaximum = 1e6;

/**
 * Chooses a slot for each of one manager's conversations so that no day holds more than `roomOn` leaves and the whole
 * is as cheap as it can be: exact, as a min-cost flow from conversations over days to weeks. `null` for
 * those that find no day. The cheapest, then earliest, slot of a day stands for the day.
 */
export function assignDays({
  slotsOf,
  roomOn,
  alreadyInWeek,
  maxPerWeek,
}: {
  /** Per conversation; the order decides between equally good plans. */
  slotsOf: readonly (readonly PossibleSlot[])[];
  /** How many more conversations the manager can have on a day. */
  roomOn: (day: number) => number;
  alreadyInWeek: (week: number) => number;
  maxPerWeek: number;
}): readonly (PossibleSlot | null)[] {
  const bestOfDays = slotsOf.map(bestOfEachDay);
  const weekOf = new Map(bestOfDays.flatMap((days) => [...days.values()].map(({ day, week }) => [day, week] as const)));
  const days = [...weekOf.keys()].toSorted((a, b) => a - b);
  const weeks = [...new Set(days.map((day) => weekOf.get(day)!))];

  const [source, sink, firstConversation] = [0, 1, 2];
  const firstDay = firstConversation + slotsOf.length;
  const firstWeek = firstDay + days.length;
  const dayNode = new Map(days.map((day, index) => [day, firstDay + index]));
  const weekNode = new Map(weeks.map((week, index) => [week, firstWeek + index]));

  const choices = bestOfDays.flatMap((best, index) => [...best.values()].map((slot) => ({ index, slot })));
  const arcs: readonly Arc[] = [
    ...choices.map(({ index, slot }) => ({
      from: firstConversation + index,
      to: dayNode.get(slot.day)!,
      capacity: 1,
      cost: slot.minutes + (slot.late ? afterDueDate : 0),
    })),
    ...slotsOf.map((_, index) => ({ from: source, to: firstConversation + index, capacity: 1, cost: 0 })),
    ...slotsOf.map((_, index) => ({ from: firstConversation + index, to: sink, capacity: 1, cost: withoutDate })),
    ...days.map((day) => ({
      from: dayNode.get(day)!,
      to: weekNode.get(weekOf.get(day)!)!,
      capacity: roomOn(day),
      cost: 0,
    })),
    ...weeks.flatMap((week) =>
      slotsOf.map((_, earlier) => {
        const position = alreadyInWeek(week) + earlier + 1;
        return {
          from: weekNode.get(week)!,
          to: sink,
          capacity: 1,
          cost: costOfPositionInWeek(position) + (position > maxPerWeek ? beyondWeeklyMaximum : 0),
        };
      }),
    ),
  ];
  const flow = minCostFlow({ nodes: firstWeek + weeks.length, arcs, source, sink, units: slotsOf.length });
  const chosen = choices.filter((_, arc) => flow[arc] === 1);
  return slotsOf.map((_, index) => chosen.find((choice) => choice.index === index)?.slot ?? null);
}

function bestOfEachDay(slots: readonly PossibleSlot[]): ReadonlyMap<number, PossibleSlot> {
  const best = new Map<number, PossibleSlot>();
  for (const slot of slots) {
    const known = best.get(slot.day);
    if (!known || isBetter(slot, known)) best.set(slot.day, slot);
  }
  return best;
}

/** A day of the manager's can hold both a timely and a late slot where zones are far apart. */
function isBetter(a: PossibleSlot, b: PossibleSlot): boolean {
  if (a.late !== b.late) return b.late;
  return a.minutes < b.minutes || (a.minutes === b.minutes && a.span.start < b.span.start);
}
