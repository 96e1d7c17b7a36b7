import type { PublishedCoverage } from '../coverage/publish-rows.ts';
import type { PolicyRules } from '../policy/policy.ts';
import { ruleChanges } from '../policy/rule-changes.ts';
import { isoWeekOf, mondayOf } from '../time/iso-week.ts';
import type { Publication } from './policy-notes.ts';
import type { WeekCounted } from './trend.ts';

export type PublishedVersion = Publication & { readonly key: string; readonly rules: PolicyRules };

/** A version of a policy beside the headline as it was shown before and after. Beside, not because: weeks differ in more. */
export type PolicyEffect = {
  readonly week: string;
  readonly publishedOn: Temporal.PlainDate;
  readonly name: string;
  readonly version: number;
  /** Sentences; empty where a policy begins. */
  readonly changes: readonly string[];
  /** What whoever published it had to say about it. */
  readonly note: string | null;
  /** `null` where the figure was not shown. */
  readonly before: Shown | null;
  /** Four weeks later, or in the newest week where it is not four yet; `null` where it was not shown, or counts something else. */
  readonly after: (Shown & { readonly weeksLater: number }) | null;
};

type Shown = { readonly week: string; readonly headline: PublishedCoverage['headline'] };

const weeksUntilAfter = 4;

/** Of the versions published within the weeks, oldest first. One for a single person is nobody else's business. */
export function policyEffects({
  versions,
  weeks,
}: {
  versions: readonly PublishedVersion[];
  /** One after the other, oldest first, as they were shown. */
  weeks: readonly WeekCounted[];
}): readonly PolicyEffect[] {
  return versions.flatMap((version): readonly PolicyEffect[] => {
    const { audience, publishedOn, name, note, rules } = version;
    const week = isoWeekOf(publishedOn);
    const place = weeks.findIndex((each) => each.week === week);
    if (audience.kind === 'person' || place === -1) return [];
    const before = versionBefore({ version, versions });
    const changes = [
      ...ruleChanges({ before: before?.rules ?? null, after: rules }),
      ...(before !== null && JSON.stringify(before.audience) !== JSON.stringify(audience)
        ? ['It is for other people than before.']
        : []),
    ];
    return [
      { week, publishedOn, name, version: version.version, changes, note, ...aroundOf({ publishedOn, place, weeks }) },
    ];
  });
}

function versionBefore({
  version: { key, version },
  versions,
}: {
  version: PublishedVersion;
  versions: readonly PublishedVersion[];
}): PublishedVersion | null {
  const earlier = versions.filter((each) => each.key === key && each.version < version);
  return earlier.toSorted((a, b) => b.version - a.version)[0] ?? null;
}

/** A week's figures are of its Monday: what is published on the Tuesday has not touched them yet. */
function aroundOf({
  publishedOn,
  place,
  weeks,
}: {
  publishedOn: Temporal.PlainDate;
  place: number;
  weeks: readonly WeekCounted[];
}): Pick<PolicyEffect, 'before' | 'after'> {
  const isMonday = mondayOf(publishedOn).equals(publishedOn);
  const before = shownIn(weeks[isMonday ? place - 1 : place]);
  const weeksLater = Math.min(weeksUntilAfter, weeks.length - 1 - place);
  const after = weeksLater > 0 ? shownIn(weeks[place + weeksLater]) : null;
  const isAlike = before !== null && after !== null && before.headline.kind === after.headline.kind;
  return { before, after: isAlike ? { ...after, weeksLater } : null };
}

function shownIn(week: WeekCounted | undefined): Shown | null {
  return week === undefined || week.headline === null ? null : { week: week.week, headline: week.headline };
}
