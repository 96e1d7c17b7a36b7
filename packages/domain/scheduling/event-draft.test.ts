import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeAgenda } from '../agenda/compose-agenda.ts';
import { templateKeys } from '../agenda/templates.ts';
import { aSlot } from '../testing/builders.ts';
import { eventDraft } from './event-draft.ts';

const manager = { givenName: 'Ana', displayName: 'Ana Sousa', email: 'ana@example.com' };
const report = { givenName: 'Ben', displayName: 'Ben Okafor', email: 'ben@example.com' };
const carriedOver = [{ id: 'item-1', text: 'I mentioned wanting to write more' }];

function aDraft(given: Partial<Parameters<typeof eventDraft>[0]> = {}) {
  return eventDraft({
    manager,
    report,
    slot: aSlot({ start: '2026-12-09T09:00:00Z' }),
    timeZone: 'Europe/Berlin',
    agenda: composeAgenda({ template: 'long_view', durationMinutes: 60, carriedOver }),
    agendaUrl: 'https://throughline.example/agenda/1',
    markerValue: 'conversation-1.1',
    rules: { intervalDays: 180 },
    requestOnlineConference: true,
    ...given,
  });
}

describe('the event', () => {
  test('has a neutral title', () => {
    expect(aDraft().title).toBe('Career conversation: Ana & Ben');
    expect(aDraft({ report: { ...report, givenName: '' } }).title).toBe('Career conversation: Ana & Ben Okafor');
  });

  test('is organised by the manager and invites the report alone', () => {
    expect(aDraft()).toMatchObject({
      organizerEmail: 'ana@example.com',
      attendees: [{ email: 'ben@example.com', displayName: 'Ben Okafor' }],
      private: true,
      marker: { key: 'throughlineEvent', value: 'conversation-1.1' },
    });
  });

  test('opens so that nobody is alarmed', () => {
    expect(aDraft().bodyText.split('\n\n')[0]).toBe(
      'Routine: everyone here has one about every six months. Nothing is wrong. It is not a review and not about pay or promotion. ' +
        'I want to understand what you actually want, not what you think I want to hear. You can move it or say not now. ' +
        'Others learn that it took place, never what was said.',
    );
  });

  test.each([
    [90, 'about every three months'],
    [120, 'about every four months'],
    [180, 'about every six months'],
    [270, 'about every nine months'],
    [365, 'about once a year'],
  ])('says of %i days: %s', (intervalDays, words) => {
    expect(aDraft({ rules: { intervalDays } }).bodyText).toContain(`everyone here has one ${words}.`);
  });

  test('carries the questions, the link and who sees what, and nothing either of them wrote', () => {
    const { bodyText, bodyHtml } = aDraft();
    for (const body of [bodyText, bodyHtml]) {
      expect(body).toContain('If you were still here in two years and glad of it, what had to happen?');
      expect(body).toContain('https://throughline.example/agenda/1');
      expect(body).toContain('Who sees what');
      expect(body).not.toContain('I mentioned wanting to write more');
      expect(body).not.toContain('Still open from before');
    }
  });

  test('reads the same as HTML and as plain text, whatever the template and the link', () => {
    fc.assert(
      fc.property(fc.constantFrom(...templateKeys), fc.string(), (template, query) => {
        const agendaUrl = `https://throughline.example/agenda?${query}`;
        const { bodyHtml, bodyText } = aDraft({
          agenda: composeAgenda({ template, durationMinutes: 60, carriedOver: [] }),
          agendaUrl,
        });
        expect(wordsOf(textOf(bodyHtml))).toEqual(wordsOf(bodyText));
      }),
    );
  });

  test('lets nothing in a link or a text become markup', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[<>&"'a-z/= ]{0,40}$/), (evil) => {
        const agenda = composeAgenda({ template: 'grow', durationMinutes: 60, carriedOver: [] });
        const { bodyHtml } = aDraft({ agenda: { ...agenda, title: evil }, agendaUrl: evil });
        expect(bodyHtml.replace(/<\/?(p|b|ul|li|a)>|<a href="[^"<>]*">/g, '')).not.toMatch(/[<>"]/);
      }),
    );
  });
});

function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Bullets, and where tags end, are a matter of layout. */
function wordsOf(text: string): string {
  return text.replaceAll(/\n- /g, ' ').replaceAll(/\s/g, '');
}
