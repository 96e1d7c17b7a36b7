import { announcedAgenda } from '@throughline/domain/agenda/announced-agenda.ts';
import { composeAgenda, type CarriedOverItem } from '@throughline/domain/agenda/compose-agenda.ts';
import { templateKeys } from '@throughline/domain/agenda/templates.ts';
import type { TemplateKey } from '@throughline/domain/agenda/templates.ts';
import { extractLinks, extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { agendaPdf } from './agenda-pdf.ts';

const agendaUrl = 'https://throughline.example/conversations/0199f0a4-7c1e-7f7e-9c55-1f1f2f3f4f5f/agenda';

function anAgenda(template: TemplateKey = 'long_view', carriedOver: readonly CarriedOverItem[] = []) {
  const agenda = composeAgenda({ template, durationMinutes: 60, carriedOver });
  return announcedAgenda({ agenda, intervalDays: 180 });
}

async function read(bytes: Uint8Array) {
  // The reader takes the bytes away.
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(pdf, { mergePages: true });
  return { pdf, text: text.replaceAll(/\s+/g, ' '), ...(await getMeta(pdf)), ...(await extractLinks(pdf)) };
}

describe('the agenda as a PDF', () => {
  test('says what this is, every part with its minutes and questions, and where to prepare', async () => {
    const agenda = anAgenda();
    const { text, links } = await read(await agendaPdf({ agenda, agendaUrl }));
    expect(text).toContain('Career conversation · 60 minutes');
    expect(text).toContain(agenda.opening);
    expect(text).toContain(agenda.purpose);
    for (const { title, minutes, questions } of agenda.sections) {
      expect(text).toContain(`${minutes} min ${title} ${questions.join(' ')}`);
    }
    expect(links).toContain(agendaUrl);
  });

  test('holds nothing either of the two wrote', async () => {
    const agenda = anAgenda('stay', [{ id: 'item-1', text: 'I mentioned wanting to write more' }]);
    const { text } = await read(await agendaPdf({ agenda, agendaUrl }));
    expect(text).not.toContain('I mentioned wanting to write more');
    expect(text).not.toContain('Still open from before');
  });

  test('tells readers its language and its title', async () => {
    const { pdf, info } = await read(await agendaPdf({ agenda: anAgenda('grow'), agendaUrl }));
    expect(info).toMatchObject({ Title: 'Career conversation: Growing from here', Language: 'en' });
    expect(await pdf.getViewerPreferences()).toMatchObject({ DisplayDocTitle: true });
    const outline = (await pdf.getOutline()).map(({ title }) => title);
    expect(outline).toEqual(['Growing from here', ...anAgenda('grow').sections.map(({ title }) => title)]);
  });

  test('is the same to the byte whenever the agenda is, and another when it is not', async () => {
    const first = await agendaPdf({ agenda: anAgenda(), agendaUrl });
    expect(Buffer.compare(first, await agendaPdf({ agenda: anAgenda(), agendaUrl }))).toBe(0);
    expect(Buffer.compare(first, await agendaPdf({ agenda: anAgenda('stay'), agendaUrl }))).not.toBe(0);
  });

  test.each(templateKeys)('fits one page and 50 kB: %s', async (template) => {
    const bytes = await agendaPdf({ agenda: anAgenda(template), agendaUrl });
    expect(bytes.byteLength).toBeLessThan(50_000);
    const { pdf, text } = await read(bytes);
    expect(pdf.numPages).toBe(1);
    expect(text).not.toMatch(/\d of \d/);
  });

  test('numbers its pages when it needs several, and leaves no heading without its questions', async () => {
    const agenda = anAgenda();
    const sections = Array.from({ length: 30 }, (_, index) => ({
      title: `Part ${index + 1}.`,
      minutes: 2,
      questions: [`First of ${index + 1}?`, `Second of ${index + 1}?`],
    }));
    const pdf = await getDocumentProxy(new Uint8Array(await agendaPdf({ agenda: { ...agenda, sections }, agendaUrl })));
    const { text: pages } = await extractText(pdf);
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`${index + 1} of ${pages.length}`);
      const parts = [...page.matchAll(/Part (\d+)\./g)].map(([, number]) => number);
      const last = [...page.matchAll(/Second of (\d+)\?/g)].map(([, number]) => number);
      expect(last).toEqual(parts);
    }
  });

  test('has the letters people write in', async () => {
    const title = 'Łukasz, São Tomé, Žofie, Őry, Ġorġ, İpek, Đặng';
    const { text } = await read(await agendaPdf({ agenda: { ...anAgenda(), title }, agendaUrl }));
    expect(text).toContain(title);
  });
});
