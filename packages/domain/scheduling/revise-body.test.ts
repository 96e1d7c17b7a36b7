import { describe, expect, test } from 'vitest';
import type { AnnouncedAgenda } from '../agenda/announced-agenda.ts';
import { agendaMarks } from './agenda-marks.ts';
import { eventBody } from './event-body.ts';
import { reviseBody } from './revise-body.ts';

const agendaUrl = 'https://throughline.example/agenda/1';

function aBody(title: string): string {
  const sections = [{ title: `About ${title}`, minutes: 60, questions: ['What’s next & why?', 'Who "helps"?'] }];
  const agenda: AnnouncedAgenda = { opening: 'Routine.', title, purpose: 'To find out.', sections };
  return eventBody({ agenda, agendaUrl }).html;
}

const before = aBody('The long view');
const after = aBody('Growing from here');

describe('an agenda revised in a text that stands in a calendar', () => {
  test('takes the place of the earlier one', () => {
    expect(reviseBody({ standing: before, draft: after })).toEqual({ kind: 'revised', html: after });
  });

  test('leaves every byte around it, whoever wrote it', () => {
    const own = (body: string) =>
      `<html><head></head><body><p>Room 4, I bring cake</p>${body}<div>______ Join: x</div>`;
    expect(reviseBody({ standing: own(before), draft: after })).toEqual({ kind: 'revised', html: own(after) });
  });

  test('is found again after an editor reformatted the text', () => {
    const reformatted = before
      .replaceAll('<p>', '<div class="MsoNormal"><span style="font-size:11pt">')
      .replaceAll('</p>', '</span><br><o:p>&nbsp;</o:p></div>\r\n')
      .replace('agenda up to', 'agenda\r\n up&nbsp;to')
      .replaceAll('’', '&rsquo;');
    const revised = reviseBody({ standing: reformatted, draft: after });
    expect(revised).toMatchObject({ kind: 'revised' });
    const html = revised.kind === 'revised' ? revised.html : '';
    expect(html).toContain('About Growing from here');
    expect(html).not.toContain('The long view');
    expect(html.split('</div>')).toHaveLength(html.split('<div').length);
    expect(reviseBody({ standing: html, draft: after })).toEqual({ kind: 'same' });
    expect(reviseBody({ standing: reformatted, draft: before })).toEqual({ kind: 'same' });
  });

  test('is not written twice', () => {
    expect(reviseBody({ standing: after, draft: after })).toEqual({ kind: 'same' });
  });

  test.each([
    ['nothing', ''],
    ['people’s own text', '<p>Let us walk around the lake instead.</p>'],
    ['one mark', before.replace(agendaMarks.end, '')],
    ['the marks in the wrong order', `<p>${agendaMarks.end}</p><p>${agendaMarks.start}</p>`],
    ['a second copy', before + before],
    ['a tag that the agenda opens and does not close', before.replace('</ul>', '')],
  ])('leaves a text alone that holds %s', (_what, standing) => {
    expect(reviseBody({ standing, draft: after })).toEqual({ kind: 'unmarked' });
  });
});
