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
    const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
    expect([count(201), count(409)]).toEqual([1, 19]);
    expect((await scim.find('/Users', 'userName eq "twin@example.com"')).body.totalResults).toBe(1);
    const groups = await Promise.all(Array.from({ length: 10 }, () => scim.post('/Groups', { displayName: 'Twins' })));
    expect(groups.filter(({ status }) => status === 201)).toHaveLength(1);
  });
});
