import { expect, test } from 'vitest';
import { aPolicy } from '../testing/builders.ts';
import { defaultAnnouncement, paragraphsOf } from './default-announcement.ts';

test('the default text says what the policy asks, that nothing is wrong, and who learns what', () => {
  const { rules } = aPolicy();
  const { subject, body } = defaultAnnouncement({ organizationName: 'Acme', rules });
  expect(subject).toBe('Career conversations begin at Acme');
  expect(body).toContain('about every 6 months: 60 minutes');
  expect(body).toContain('about 21 days ahead');
  expect(body).toContain('You can move it or say not now.');
  expect(body).toContain('Others learn that it took place, never what was said.');
  expect(defaultAnnouncement({ organizationName: 'Acme', rules: { ...rules, intervalDays: 365 } }).body).toContain(
    'about every year:',
  );
});

test('an empty line begins a paragraph, a line break does not', () => {
  expect(paragraphsOf('One\nline.\r\n \r\n\n  Two.  \n\n')).toEqual(['One line.', 'Two.']);
});
