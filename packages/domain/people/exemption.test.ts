import { expect, test } from 'vitest';
import { day } from '../testing/builders.ts';
import { exemptionOn } from './exemption.ts';
import type { Exemption } from './exemption.ts';

const secondment: Exemption = {
  personId: 'ana',
  category: 'secondment',
  startsOn: day('2027-01-04'),
  endsOn: day('2027-06-30'),
};
const hold: Exemption = { personId: 'ben', category: 'hold', startsOn: day('2027-01-04'), endsOn: null };
const exemptions = [secondment, hold];

test('an exemption holds on its first and last day and on none outside', () => {
  const on = (date: string) => exemptionOn({ exemptions, personId: 'ana', on: day(date) });
  expect([on('2027-01-03'), on('2027-01-04'), on('2027-06-30'), on('2027-07-01')]).toEqual([
    null,
    secondment,
    secondment,
    null,
  ]);
});

test('an exemption without an end holds until it is lifted', () => {
  expect(exemptionOn({ exemptions, personId: 'ben', on: day('2031-01-01') })).toEqual(hold);
});
