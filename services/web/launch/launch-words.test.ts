import { expect, test } from 'vitest';
import { countText, hoursText, monthText, stateSentence } from './launch-words.ts';

const page = {
  name: 'Acme',
  launchedOn: '2026-11-02',
  pilotFor: 'Research',
  choices: { groups: [], levels: [], countries: [] },
  eventsToCome: 0,
  announcement: null,
  suggested: { subject: '', body: '' },
};

test('where an organisation stands is said in a sentence', () => {
  expect(stateSentence({ ...page, state: 'pilot' })).toBe(
    'A pilot for Research runs since 2 Nov 2026. Nobody else hears of it.',
  );
  expect(stateSentence({ ...page, state: 'live', pilotFor: null })).toBe('Live for everyone since 2 Nov 2026.');
  expect(stateSentence({ ...page, state: 'draft', launchedOn: null })).toContain('Not launched');
});

test('hours, months and counts read as people say them', () => {
  expect([hoursText(60), hoursText(90), hoursText(100)]).toEqual(['1 h', '1.5 h', '1.7 h']);
  expect(monthText('2026-12')).toBe('Dec 2026');
  expect([countText(1, 'person', 'people'), countText(2, 'person', 'people')]).toEqual(['1 person', '2 people']);
});
