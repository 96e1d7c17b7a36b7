import type { Policy } from '../policy/policy.ts';
import { daysBetween } from '../time/local-date.ts';

/** Whose turn somebody is among those who start together: `position` from 0 up to, not including, `of`. */
export type RolloutPlace = { readonly position: number; readonly of: number };

const hashes = 2 ** 32;

/**
 * The places of all existing reports: `first` before everybody else, and both in the order of a hash of their ids, which
 * neither name nor seniority decides.
 */
export function rolloutPlaces({
  reportIds,
  first,
}: {
  reportIds: readonly string[];
  /** Whose turn comes before the others'; who is no report among them counts for nothing. */
  first: ReadonlySet<string>;
}): ReadonlyMap<string, RolloutPlace> {
  const ordered = [...new Set(reportIds)].toSorted(
    (a, b) => Number(first.has(b)) - Number(first.has(a)) || hashOf(a) - hashOf(b) || (a < b ? -1 : 1),
  );
  return new Map(ordered.map((id, position) => [id, { position, of: ordered.length }]));
}

/**
 * The place of an existing employee who was not there when places were given: as far along as their hash. Of `first`,
 * as far along the part at the beginning that people like them take up among all.
 */
export function lateRolloutPlace({
  reportId,
  first,
  among,
}: {
  reportId: string;
  first: ReadonlySet<string>;
  /** How many reports there are; those in `first` are some of them. */
  among: number;
}): RolloutPlace {
  const position = hashOf(reportId);
  if (!first.has(reportId)) return { position, of: hashes };
  return { position: position * first.size, of: hashes * Math.max(among, first.size) };
}

/**
 * Evenly over the days from the first that can be kept to the rollout period's end, both included, counted from the
 * rollout's start. The first that can be kept has its ideal day, some days before the due date, a lead time away.
 * Whoever comes too late for that is counted from today, so that late arrivals spread as well.
 */
export function rolloutDueDate({
  place,
  policy,
  today,
}: {
  place: RolloutPlace;
  policy: Policy;
  today: Temporal.PlainDate;
}): Temporal.PlainDate {
  const { leadTimeDays, idealDaysBeforeDue, rolloutDays } = policy.rules;
  const first = leadTimeDays + idealDaysBeforeDue;
  const span = Math.max(0, rolloutDays - first) + 1;
  const days = first + Math.floor((place.position * span) / place.of);
  const planned = policy.rolloutStartsOn.add({ days });
  return daysBetween(today, planned) >= first ? planned : today.add({ days });
}

/** FNV-1a over UTF-16 code units, 32 bits. Uneven for short ids of one shape, hence the final mixing of MurmurHash3. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
