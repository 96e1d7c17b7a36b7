import type { CoverageMemory } from '@throughline/domain/coverage/publish-rows.ts';
import type { ShownLeavers } from '@throughline/domain/coverage/published-leavers.ts';
import type { MemberThen, ShownWeek } from '@throughline/domain/coverage/shown-weeks.ts';

/** Short, since it holds everybody once: id, manager, counts, counted as. */
type JsonMember = readonly [string, string | null, 0 | 1, string];
type JsonWeek = {
  readonly as_of: string;
  readonly members: readonly JsonMember[];
  readonly rows: Readonly<Record<string, readonly number[]>>;
};
type JsonLeavers = Omit<ShownLeavers, 'asOf'> & { readonly as_of: string };
type JsonMemory = { readonly weeks: readonly JsonWeek[]; readonly leavers: readonly JsonLeavers[] };

export function memoryToJson({ weeks, leavers }: CoverageMemory): Record<string, unknown> {
  const json: JsonMemory = {
    weeks: weeks.map(({ asOf, members, rows }) => ({
      as_of: asOf.toString(),
      members: members.map(({ id, managerId, counts, countedAs }) => [id, managerId, counts ? 1 : 0, countedAs]),
      rows: Object.fromEntries(rows),
    })),
    leavers: leavers.map(({ asOf, ...rest }) => ({ as_of: asOf.toString(), ...rest })),
  };
  return json;
}

export function memoryFromJson(json: Record<string, unknown>): CoverageMemory {
  const { weeks, leavers } = json as JsonMemory;
  return {
    weeks: weeks.map(weekFromJson),
    leavers: leavers.map(({ as_of, ...rest }) => ({ ...rest, asOf: Temporal.PlainDate.from(as_of) })),
  };
}

function weekFromJson({ as_of, members, rows }: JsonWeek): ShownWeek {
  return {
    asOf: Temporal.PlainDate.from(as_of),
    members: members.map(([id, managerId, counts, countedAs]): MemberThen => ({
      id,
      managerId,
      counts: counts === 1,
      countedAs,
    })),
    // Places within one value of JSON keep their order; so do units by `Object.entries`, none of which is a number.
    rows: new Map(Object.entries(rows)),
  };
}
