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

test('both answers lead to the one page that waits for a click, with the answer marked', () => {
  const buttons = letter.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
  expect(buttons.map(({ url }) => url)).toEqual([
    'https://throughline.acme.example/confirm?token=0199f0a4.1.abc.def&answer=happened',
    'https://throughline.acme.example/confirm?token=0199f0a4.1.abc.def&answer=did_not_happen',
  ]);
});

test('the report is told that a no and no answer look the same to others', () => {
  expect(letter.whoSeesWhat).toContain('If you say it did not, or do not answer, they see the same');
});
