import { describe, expect, test } from 'vitest';
import { enterprise, ours } from '@throughline/domain/testing/scim-slots.ts';
import { anOffice } from '../../testing/an-office.ts';
import { apiContext } from '../../testing/api-context.ts';
import { scimClient } from '../../testing/scim-client.ts';

const { app, context } = await apiContext();
const office = await anOffice({ context });
const { key } = await office.keyWith('scim');
const scim = scimClient({ app, key });

const errorOf = (status: string, more: object = {}) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  detail: expect.any(String),
  status,
  ...more,
});

describe('what the service says of itself', () => {
  test('it patches, filters, sorts and tags; it takes no bulk requests and no passwords', async () => {
    const { status, body } = await scim.get('/ServiceProviderConfig');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true, maxResults: 1000 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      authenticationSchemes: [{ type: 'oauthbearertoken', primary: true }],
    });
    expect((await scim.post('/Bulk', {})).status).toBe(404);
  });

  test('resource types and schemas can be read one by one, by what the lists call them', async () => {
    for (const path of ['/ResourceTypes', '/Schemas']) {
      const { body } = await scim.get(path);
      expect(body.totalResults).toBe(body.Resources.length);
      for (const one of body.Resources) {
        const read = await scim.get(`${path}/${encodeURIComponent(one.id)}`);
        expect(read.body).toEqual(one);
        expect(one.meta.location).toBe(`https://throughline.example/scim/v2${path}/${one.id}`);
      }
      expect((await scim.get(`${path}/nothing`)).body).toEqual(errorOf('404'));
      expect((await scim.get(`${path}?filter=id%20eq%20%22User%22`)).status).toBe(403);
    }
  });

  test('the schemas name what Entra maps by default, and nothing that nobody needs', async () => {
    const { body } = await scim.get('/Schemas');
    const ids = body.Resources.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining([enterprise, ours]));
    const namesIn = (given: unknown) =>
      JSON.stringify(given)
        .match(/"name":"[^"]+"/g)
        ?.join(' ')
        .toLowerCase();
    for (const name of ['salary', 'birth', 'gender', '"password"', 'x509', 'ssn', 'religion'])
      expect(namesIn(body.Resources)).not.toContain(name);
    const user = body.Resources.find(({ name }: { name: string }) => name === 'User');
    const attribute = (name: string) => user.attributes.find((one: { name: string }) => one.name === name);
    for (const name of [
      'userName',
      'active',
      'displayName',
      'title',
      'emails',
      'preferredLanguage',
      'addresses',
      'phoneNumbers',
    ])
      expect(attribute(name)).toBeDefined();
    expect(attribute('phoneNumbers').subAttributes[2].canonicalValues).toEqual(
      expect.arrayContaining(['work', 'mobile', 'fax']),
    );
  });
});

describe('refusals', () => {
  test('are in SCIM’s own form, the status a text, and say what they are about', async () => {
    const path = `/Users/${office.report.id}`;
    const cases = [
      [await scim.get('/nothing'), errorOf('404')],
      [await scim.get('/Users/nobody'), errorOf('404')],
      [await scim.get(`/Users/${crypto.randomUUID()}`), errorOf('404')],
      [await scim.post('/Users', '{"userName":'), errorOf('400', { scimType: 'invalidSyntax' })],
      [await scim.post('/Users', '[]'), errorOf('400', { scimType: 'invalidSyntax' })],
      [await scim.post('/Users', ''), errorOf('400', { scimType: 'invalidSyntax' })],
      [await scim.post('/Users', { displayName: 'Nobody' }), errorOf('400', { scimType: 'invalidValue' })],
      [await scim.find('/Users', 'userName eq'), errorOf('400', { scimType: 'invalidFilter' })],
      [await scim.find('/Users', 'active gt true'), errorOf('400', { scimType: 'invalidFilter' })],
      [await scim.get('/Users?startIndex=one'), errorOf('400', { scimType: 'invalidValue' })],
      [await scim.patch(path, { schemas: [] }), errorOf('400', { scimType: 'invalidSyntax' })],
      [await scim.change(path, { op: 'remove' }), errorOf('400', { scimType: 'noTarget' })],
      [await scim.change(path, { op: 'remove', path: 'userName' }), errorOf('400', { scimType: 'mutability' })],
      [await scim.change(path, { op: 'replace', path: 'id', value: 'x' }), errorOf('400', { scimType: 'mutability' })],
      [
        await scim.change(path, { op: 'replace', path: 'emails[', value: 'x' }),
        errorOf('400', { scimType: 'invalidPath' }),
      ],
      [
        await scim.change(path, { op: 'replace', path: 'salary', value: 1 }),
        errorOf('400', { scimType: 'invalidPath' }),
      ],
    ] as const;
    for (const [answer, expected] of cases) {
      expect(answer.body).toEqual(expected);
      expect(String(answer.status)).toBe(expected.status);
      expect(answer.headers['content-type']).toContain('application/scim+json');
    }
  });

  test('without a key it is 401, with another scope 403', async () => {
    const none = await app.inject({ url: '/scim/v2/Users' });
    expect(none.statusCode).toBe(401);
    expect(none.json()).toEqual(errorOf('401'));
    expect(none.headers['www-authenticate']).toMatch(/^Bearer/);
    const other = scimClient({ app, key: (await office.keyWith('employees:write')).key });
    expect((await other.get('/Users')).body).toEqual(errorOf('403'));
  });

  test('another method is 405 and says which are offered', async () => {
    const cases = [
      ['DELETE', '/Users', 'GET, HEAD, POST'],
      ['POST', `/Users/${office.report.id}`, 'DELETE, GET, HEAD, PATCH, PUT'],
      ['PATCH', '/Schemas', 'GET, HEAD'],
      ['POST', '/ServiceProviderConfig', 'GET, HEAD'],
    ] as const;
    for (const [method, path, allow] of cases) {
      const answer = await scim.call(method, path, {});
      expect([answer.status, answer.headers['allow']]).toEqual([405, allow]);
      expect(answer.body).toEqual(errorOf('405'));
    }
  });

  test('JSON is read under either name, nothing else is', async () => {
    const payload = JSON.stringify({ userName: 'plain@example.com' });
    const post = (type: string) =>
      app.inject({
        method: 'POST',
        url: '/scim/v2/Users',
        headers: { authorization: `Bearer ${key}`, 'content-type': type },
        payload,
      });
    const created = await post('application/json');
    expect(created.statusCode).toBe(201);
    expect(created.headers['content-type']).toContain('application/scim+json');
    for (const type of ['text/plain', 'application/xml']) expect((await post(type)).statusCode).toBe(415);
    expect((await post('application/scim+json')).statusCode).toBe(409);
  });
});

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
      expect([filter, names(answer).toSorted()]).toEqual([filter, [...expected].toSorted()]);
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

describe('versions', () => {
  test('change with what is shown and with nothing else, and guard changes that name one', async () => {
    const { body: user, headers } = await scim.post('/Users', { userName: 'tagged@example.com' });
    const path = `/Users/${user.id}`;
    const etag = String(headers['etag']);
    expect(etag).toBe(user.meta.version);
    const title = (value: string) => ({ Operations: [{ op: 'replace', path: 'title', value }] });
    expect((await scim.get(path, { 'if-none-match': etag })).status).toBe(304);
    const changed = await scim.patch(path, title('One'), { 'if-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.body.meta.version).not.toBe(etag);
    expect((await scim.get(path, { 'if-none-match': etag })).status).toBe(200);
    for (const stale of [
      await scim.patch(path, title('Two'), { 'if-match': etag }),
      await scim.put(path, { userName: 'tagged@example.com' }, { 'if-match': etag }),
      await scim.remove(path, { 'if-match': etag }),
    ])
      expect(stale.body).toEqual(errorOf('412'));
    const same = await scim.patch(path, title('One'), { 'if-match': '*' });
    expect(same.body).toEqual(changed.body);
    expect((await scim.remove(path, { 'if-match': changed.body.meta.version })).status).toBe(204);
  });

  test('of a hundred changes of one version that race, one wins', async () => {
    const { body: user } = await scim.post('/Users', { userName: 'raced@example.com' });
    const path = `/Users/${user.id}`;
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        scim.patch(
          path,
          { Operations: [{ op: 'add', path: 'title', value: `T${n}` }] },
          { 'if-match': user.meta.version },
        ),
      ),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(99);
    expect((await scim.get(path)).body.title).toBe(won[0]?.body.title);
  });

  test('of twenty who create the same person at once, one does', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => scim.post('/Users', { userName: 'Twin@example.com', externalId: 'twin' })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
    expect((await scim.find('/Users', 'userName eq "twin@example.com"')).body.totalResults).toBe(1);
    const groups = await Promise.all(Array.from({ length: 10 }, () => scim.post('/Groups', { displayName: 'Twins' })));
    expect(groups.filter(({ status }) => status === 201)).toHaveLength(1);
  });
});
