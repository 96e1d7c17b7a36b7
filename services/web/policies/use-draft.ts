import { v1Audience, type V1NewPolicy } from '@throughline/contracts/v1/policies.ts';
import { useState } from 'react';
import { z } from 'zod';
import type { RuleName } from './rule-words.ts';
import type { Audience, Rules, StandingPolicy } from './policy-words.ts';

const draft = z.object({
  name: z.string(),
  audience: v1Audience,
  /** Only what differs from the version that stands, as it was typed. */
  rules: z.record(z.string(), z.unknown()),
  note: z.string(),
});
export type Draft = {
  readonly name: string;
  readonly audience: Audience;
  readonly rules: Readonly<Partial<Record<RuleName, unknown>>>;
  readonly note: string;
};

export type StatedDraft = Omit<V1NewPolicy, 'note'>;

/**
 * What somebody is drafting, kept in this browser until it is published or discarded: neither a reload nor somebody
 * else's version takes it away.
 */
export function useDraft({ kept, standing }: { kept: string; standing: StandingPolicy | null }) {
  const place = `throughline.policy-draft.${kept}`;
  const blank: Draft = {
    name: standing?.name ?? '',
    audience: standing?.audience ?? { kind: 'group', group: '' },
    rules: {},
    note: '',
  };
  const [current, setCurrent] = useState<Draft>(() => readKept(place) ?? blank);
  const keep = (next: Draft | null) => {
    setCurrent(next ?? blank);
    writeKept(place, next);
  };
  return {
    draft: current,
    isChanged: JSON.stringify(current) !== JSON.stringify(blank),
    change: (part: Partial<Draft>) => keep({ ...current, ...part }),
    changeRule: (rule: RuleName, value: unknown) => {
      const { [rule]: _before, ...others } = current.rules;
      const isAsItStands = JSON.stringify(value) === JSON.stringify(standing?.rules[rule]);
      keep({ ...current, rules: isAsItStands ? others : { ...others, [rule]: value } });
    },
    discard: () => keep(null),
  };
}

/** As the API takes it. What was typed wrongly goes along: the answer says where. */
export function statedDraft({ draft: { name, audience, rules }, key }: { draft: Draft; key: string }): StatedDraft {
  return { key, name: name.trim(), audience, rules: rules as Partial<Rules> };
}

/** 'Sales leads' → 'sales-leads': what the versions of a new policy will share. */
export function keyOfName(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}

function readKept(place: string): Draft | null {
  try {
    const read = draft.safeParse(JSON.parse(localStorage.getItem(place) ?? 'null'));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function writeKept(place: string, next: Draft | null): void {
  try {
    if (next === null) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(next));
  } catch {
    // Without storage the draft lives as long as the page.
  }
}
