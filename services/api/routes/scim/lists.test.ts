import { describe, expect, test } from 'vitest';
import { enterprise } from '@throughline/domain/testing/scim-slots.ts';
import { anOffice } from '../../testing/an-office.ts';
import { apiContext } from '../../testing/api-context.ts';
import { scimClient } from '../../testing/scim-client.ts';

const { app, context } = await apiContext();
const office = await anOffice({ context });
const scim = scimClient({ app, key: (await office.keyWith('scim')).key });

describe('lists', () => {
  const marks = ['b', 'C', 'a', 'D', 'e', 'F', 'g', 'H', 'i', 'J', 'k'];
  const made = marks.map(async (mark, index) => {
    const body = {
      userName: `${mark}.page@paging.example`,
      title: index % 2 === 0 ? mark : undefined,
      externalId: `page-${index}`,
    };
    return (await scim.post('/Users', body)).body.id as string;
  });
  const ours_ = 'userName ew "@paging.example"';
  const names = (answer: { body: { Resources: { userName: string }[] } }) =>
    answer.body.Resources.map(({ userName }) => userName[0]);

  test('pages join without gap or double, also while somebody else arrives', async () => {
    await Promise.all(made);
    const seen: string[] = [];
    for (let startIndex = 1; startIndex < 40; startIndex += 5) {
      const page = await scim.get(`/Users?startIndex=${startIndex}&count=5`);
      expect(page.body.startIndex).toBe(startIndex);
      expect(page.body.itemsPerPage).toBe(page.body.Resources.length);
      seen.push(...page.body.Resources.map(({ id }: { id: string }) => id));
      if (startIndex === 6) await scim.post('/Users', { userName: 'late.comer@example.com' });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(await Promise.all(made)));
    expect((await scim.get('/Users?count=0')).body).toMatchObject({
      totalResults: seen.length,
      Resources: [],
      itemsPerPage: 0,
    });
  });

  test('a page begins at one at the latest, and counts no less than nothing', async () => {
    const odd = await scim.get('/Users?startIndex=0&count=-3');
    expect(odd.body).toMatchObject({ startIndex: 1, itemsPerPage: 0, totalResults: expect.any(Number) });
    expect((await scim.get('/Users?startIndex=99999999999')).body).toMatchObject({ Resources: [] });
  });

  test('are sorted by what they are asked to be, whoever lacks it last', async () => {
    await Promise.all(made);
    const sorted = await scim.find('/Users', ours_, '&sortBy=userName');
    expect(names(sorted).join('')).toBe('abCDeFgHiJk');
    const back = await scim.find('/Users', ours_, '&sortBy=USERNAME&sortOrder=Descending&count=3');
    expect(names(back).join('')).toBe('kJi');
    const byTitle = await scim.find('/Users', ours_, '&sortBy=title');
    expect(names(byTitle).slice(0, 6).join('')).toBe('abegik');
  });

  test('are filtered by every operator, in any case, with and, or, not and brackets', async () => {
    await Promise.all(made);
    const cases = [
      ['externalId eq "page-3"', 'D'],
      ['externalId eq "PAGE-3"', ''],
      ['userName sw "A.PAGE"', 'a'],
      ['userName co "c.page@pag"', 'C'],
      [`USERNAME EW "@paging.example" AND title EQ "B"`, 'b'],
      [`${ours_} and not (title pr)`, 'CDFHJ'],
      [`${ours_} and title ge "g"`, 'gik'],
      [`${ours_} and (title lt "b" or title gt "i")`, 'ak'],
      ['externalId eq "page-1" or externalId eq "page-2"', 'Ca'],
      [`${ours_} and title ne "a" and title pr`, 'begik'],
      ['urn:ietf:params:scim:schemas:core:2.0:User:externalId eq "page-5"', 'F'],
      [`${ours_} and active eq true and title eq "k"`, 'k'],
      [`${ours_} and active eq "True" and title eq "k"`, 'k'],
      [`${ours_} and nothing eq "x"`, ''],
      [`${ours_} and meta.lastModified gt "2020-01-01T00:00:00Z" and title eq "k"`, 'k'],
      [`${ours_} and meta.created lt "2020-01-01T00:00:00Z"`, ''],
    ] as const;
    for (const [filter, expected] of cases) {
      const answer = await scim.find('/Users', filter);
      expect([filter, new Set(names(answer))]).toEqual([filter, new Set(expected)]);
      expect(answer.body.totalResults).toBe(expected.length);
    }
  });

  test('find somebody by an address of a type, by manager, by id and by member', async () => {
    const { report, manager } = office;
    const sought = [
      `emails[type eq "work"].value eq "${report.workEmail.toUpperCase()}"`,
      `emails[type eq "work" and value eq "${report.workEmail}"]`,
      `emails.value eq "${report.workEmail}"`,
      `emails eq "${report.workEmail}"`,
      `id eq "${report.id}"`,
      `${enterprise}:manager.value eq "${manager.id}"`,
      `manager eq "${manager.id}"`,
    ];
    for (const filter of sought) {
      const { body } = await scim.find('/Users', filter);
      expect([filter, body.Resources?.map(({ id }: { id: string }) => id)]).toEqual([filter, [report.id]]);
    }
    expect((await scim.find('/Users', `emails[type eq "home"].value eq "${report.workEmail}"`)).body.totalResults).toBe(
      0,
    );
    await scim.post('/Users', {
      userName: 'two@example.com',
      emails: [{ value: 'Second@Home.example', type: 'home' }],
    });
    expect((await scim.find('/Users', 'emails.value eq "second@home.EXAMPLE"')).body.totalResults).toBe(1);
    const group = await scim.post('/Groups', { displayName: 'Sought', members: [{ value: report.id }] });
    const byMember = await scim.find('/Groups', `members.value eq "${report.id}"`);
    expect(byMember.body.Resources.map(({ id }: { id: string }) => id)).toEqual([group.body.id]);
    expect((await scim.find('/Users', `groups.display eq "sought"`)).body.Resources).toMatchObject([{ id: report.id }]);
  });

  test('hold what is asked for and no more, in GET and in .search', async () => {
    const { id } = office.report;
    const some = await scim.get(`/Users/${id}?attributes=userName,name.givenName,${enterprise}:manager`);
    expect(Object.keys(some.body).toSorted()).toEqual(['id', 'name', 'schemas', enterprise, 'userName'].toSorted());
    expect(some.body.name).toEqual({ givenName: 'Ana' });
    const less = await scim.get(`/Users/${id}?excludedAttributes=emails,name.familyName,id`);
    expect(less.body).toMatchObject({ id, name: { givenName: 'Ana' }, userName: expect.any(String) });
    expect(less.body).not.toHaveProperty('emails');
    expect(less.body.name).not.toHaveProperty('familyName');
    const search = { filter: `id eq "${id}"`, attributes: ['displayName'], startIndex: 1, count: 10 };
    for (const path of ['/Users/.search', '/.search'])
      expect((await scim.post(path, search)).body).toMatchObject({
        totalResults: 1,
        Resources: [{ id, displayName: 'Ana Ruiz', schemas: expect.any(Array) }],
      });
    const both = await scim.post('/.search', { filter: 'displayName eq "sought" or id eq "x"' });
    expect(both.body.Resources).toMatchObject([{ meta: { resourceType: 'Group' } }]);
    const changed = await scim.call('PATCH', `/Users/${id}?attributes=title`, {
      Operations: [{ op: 'add', path: 'title', value: 'Lead' }],
    });
    expect(Object.keys(changed.body).toSorted()).toEqual(['id', 'schemas', 'title']);
  });
});
