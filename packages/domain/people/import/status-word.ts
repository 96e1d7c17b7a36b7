import type { PersonStatus } from '../person.ts';

/** In this order: a leaver is not on leave, and somebody inactive is not active. */
const patterns: readonly (readonly [PersonStatus, RegExp])[] = [
  [
    'inactive',
    /\b(inactive|inaktiv|terminated?|former|leaver|left|departed|resigned|dismissed|retired|ausgetreten|offboarded|0|no|false)\b/,
  ],
  ['pending', /\b(pending|onboarding|hired|pre ?hire|preboarding|future|upcoming|offer)\b/],
  [
    'active',
    /\b(active|aktiv|employed|leave|full ?time|part ?time|contractor|intern|permanent|temporary|employee|probation|vollzeit|teilzeit|1|yes|true)\b/,
  ],
];

/** Of what HR systems write; whoever is on leave is employed, and of what kind the leave is nobody asks. */
export function statusOfWord(written: string): PersonStatus | null {
  const plain = written.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
  return patterns.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}
