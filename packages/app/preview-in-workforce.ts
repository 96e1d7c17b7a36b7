import { randomUUIDv7 } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import {
  completePolicy,
  newestOfKey,
  nextVersion,
  type PolicyIssue,
  type StatedPolicy,
} from '@throughline/domain/policy/next-version.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { outlookOf } from '@throughline/domain/policy/preview-outlook.ts';
import {
  previewPolicy,
  previewUntil,
  type PolicyPreview,
  type TwoOutlooks,
} from '@throughline/domain/policy/preview-policy.ts';
import { resolvePolicy } from '@throughline/domain/policy/resolve-policy.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { circumstancesOf, type Workforce } from './workforce.ts';

export type PreviewedWorkforce = {
  /** As it would be published. */
  readonly policy: Policy;
  readonly today: Temporal.PlainDate;
  readonly preview: PolicyPreview;
  readonly people: Workforce['people'];
  /** External ids, for whoever knows people by those. */
  readonly externalIdOf: ReadonlyMap<string, string | null>;
};

/** Others have their turn after so many people. */
const peopleInTurn = 100;

/** A draft against a workforce, wherever that comes from: an organisation's own, or one read from a file. */
export async function previewInWorkforce({
  workforce,
  stated,
  weeks,
  now,
}: {
  workforce: Workforce;
  stated: StatedPolicy;
  weeks: number;
  now: Temporal.Instant;
}): Promise<
  | (PreviewedWorkforce & { readonly kind: 'preview' })
  | { readonly kind: 'refused'; readonly issues: readonly PolicyIssue[] }
> {
  const { policies, organization, people } = workforce;
  const before = newestOfKey({ key: stated.key, policies });
  const complete = completePolicy({ stated, before });
  if (complete.kind === 'refused') return complete;
  const today = localDateOf({ instant: now, timeZone: organization.timeZone });
  const policy = nextVersion({ policy: complete.policy, before, id: randomUUIDv7(), today });

  const until = previewUntil({ today, weeks });
  const drafted = [...policies, policy];
  const underDraft = circumstancesOf({ workforce: { ...workforce, policies: drafted }, now });
  const outlooks: TwoOutlooks[] = [];
  for (const [index, circumstances] of circumstancesOf({ workforce, now }).entries()) {
    if (index % peopleInTurn === peopleInTurn - 1) await setImmediate();
    const draft = underDraft[index];
    if (draft === undefined) throw new Error('The same people were expected under the draft');
    const { report } = circumstances;
    outlooks.push({
      reportId: report.id,
      now: outlookOf({ circumstances, until }),
      draft: outlookOf({ circumstances: draft, until }),
      whyPolicy: draft.policy && (resolvePolicy({ person: report, policies: drafted })?.why ?? null),
    });
  }
  return {
    kind: 'preview',
    policy,
    today,
    preview: previewPolicy({ outlooks, today, weeks }),
    people,
    externalIdOf: new Map([...people].map(([id, person]) => [id, person.externalId])),
  };
}
