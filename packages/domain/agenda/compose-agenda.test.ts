import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseTemplate } from './choose-template.ts';
import { composeAgenda } from './compose-agenda.ts';
import { templateKeys } from './templates.ts';
import type { TemplateKey } from './templates.ts';

const item = { id: 'item-1', text: 'Two days a week with the research team' };
const next = (held: readonly TemplateKey[], given = {}) =>
  chooseTemplate({ held, firstWithThisManager: false, backFromLeave: false, ...given });

describe('which conversation comes next', () => {
  test('first story, vision and plan, then the long view, growing and staying in turn', () => {
    const series: TemplateKey[] = [];
    for (let count = 0; count < 7; count += 1) series.push(next(series));
    expect(series).toEqual(['story', 'vision', 'plan', 'long_view', 'grow', 'stay', 'long_view']);
  });

  test('a new manager starts with getting to know, and the series goes on where it was', () => {
    expect(next(['story'], { firstWithThisManager: true })).toBe('new_manager');
    expect(next(['story', 'new_manager'])).toBe('vision');
  });

  test('a new hire’s first is the story, not a new start', () => {
    expect(next([], { firstWithThisManager: true })).toBe('story');
  });

  test('whoever comes back from long leave is welcomed back', () => {
    expect(next(['story', 'vision'], { backFromLeave: true })).toBe('return_from_leave');
  });
});

describe('an agenda', () => {
  test('opens with what it is, ends with one small step, and has the two-year question just before', () => {
    const { sections } = composeAgenda({ template: 'grow', durationMinutes: 60, carriedOver: [item] });
    expect(sections.map(({ key, minutes }) => `${key} ${minutes}`)).toEqual([
      'opening 5',
      'carried_over 10',
      'goal 10',
      'reality 10',
      'options 5',
      'two_years 15',
      'next_step 5',
    ]);
  });

  test('what was carried over stands first of the topics, and only if there is something', () => {
    const keysOf = (carriedOver: readonly (typeof item)[]) =>
      composeAgenda({ template: 'stay', durationMinutes: 60, carriedOver }).sections.map(({ key }) => key);
    expect(keysOf([item])[1]).toBe('carried_over');
    expect(keysOf([])).not.toContain('carried_over');
  });

  test('tells the manager what to say first, and asks the report to think of the two-year question', () => {
    const { managerCard, prepPrompts } = composeAgenda({ template: 'stay', durationMinutes: 60, carriedOver: [] });
    expect(managerCard.sayFirst).toMatch(/^Say this first: “This is routine, everyone here has one\./);
    expect(prepPrompts).toContain('If you were still here in two years and glad of it, what had to happen?');
  });

  test('somebody cut the entry short: the agenda stays the shortest there is', () => {
    expect(composeAgenda({ template: 'stay', durationMinutes: 20, carriedOver: [item] }).durationMinutes).toBe(45);
  });

  test('whatever it holds, the minutes add up, every part has five, and the two-year question fifteen and never the first word', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...templateKeys),
        fc.integer({ min: 45, max: 180 }),
        fc.boolean(),
        (template, durationMinutes, withItem) => {
          const { sections } = composeAgenda({ template, durationMinutes, carriedOver: withItem ? [item] : [] });
          expect(sections.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(durationMinutes);
          expect(sections.every(({ minutes }) => minutes >= 5)).toBe(true);
          const closing = sections.findIndex(({ key }) => key === 'two_years');
          expect(closing).toBeGreaterThan(0);
          expect(sections[closing]?.minutes).toBeGreaterThanOrEqual(15);
          expect(new Set(sections.map(({ key }) => key)).size).toBe(sections.length);
        },
      ),
    );
  });
});
