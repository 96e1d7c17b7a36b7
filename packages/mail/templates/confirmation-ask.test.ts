import { expect, test } from 'vitest';
import { confirmationAsk } from './confirmation-ask.ts';

const startsAt = Temporal.Instant.from('2027-01-05T14:00:00Z');
const letter = confirmationAsk({
  template: 'confirmation-ask',
  givenName: 'Ana',
  organizationName: 'Acme',
  managerName: 'Ben Wójcik',
  slot: { startsAt, endsAt: startsAt.add({ minutes: 60 }), timeZone: 'Europe/Berlin' },
  confirmUrl: 'https://throughline.acme.example/confirm?token=0199f0a4.1.abc.def',
  expiresAt: Temporal.Instant.from('2027-01-12T15:00:00Z'),
});

test('every answer leads to the one page that waits for a click, with the answer marked', () => {
  const urls = JSON.stringify(letter.blocks).match(/https:[^"]+/g);
  const page = 'https://throughline.acme.example/confirm?token=0199f0a4.1.abc.def';
  expect(urls).toEqual(
    ['happened', 'did_not_happen', 'moved', 'folded_into_one_on_one'].map((answer) => `${page}&answer=${answer}`),
  );
});

test('the report is told that a no, the 1:1 and no answer look the same to others', () => {
  expect(letter.whoSeesWhat).toContain(
    'If you say it did not, or was part of your 1:1, or do not answer, they see the same',
  );
});
