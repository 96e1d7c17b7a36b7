import { describe, expect, test } from 'vitest';
import { enterprise, ours } from '@throughline/domain/testing/scim-slots.ts';
import { directoryOf } from '../../testing/a-directory.ts';
import { apiContext } from '../../testing/api-context.ts';

const { app, context } = await apiContext();
const aDirectory = () => directoryOf({ app, context });

describe('what nobody needs', () => {
  const needless = {
    salary: 91_234,
    Salary: '91234 EUR',
    birthDate: '1984-05-06',
    dateOfBirth: '1984-05-06',
    gender: 'canary-gender',
    ssn: '078-05-1120',
    nationalId: 'canary-national',
    religion: 'canary-religion',
    ethnicity: 'canary-ethnic',
    maritalStatus: 'canary-marital',
    healthInformation: { note: 'canary-health' },
    password: 'canary-password',
    x509Certificates: [{ value: 'canary-certificate' }],
    'urn:example:hr:2.0:User': { salary: 91_234, birthDate: '1984-05-06' },
    'urn:example:hr:2.0:User:gender': 'canary-gender',
    [enterprise]: { department: 'Sales', salary: 91_234, manager: { value: 'b', gender: 'canary-gender' } },
    [ours]: { birthDate: '1984-05-06', level: 'L1' },
    name: { givenName: 'Ida', maidenName: 'canary-maiden' },
    emails: [{ value: 'ida@kept.example', type: 'work', birthDate: '1984-05-06' }],
  };
  const traces = /91.?234|1984-05-06|078-05|canary|salary|birth|gender/i;

  test('is neither stored nor sent back, however it is sent', async () => {
    const { scim, everything } = await aDirectory();
    const created = await scim.post('/Users', { userName: 'ida@kept.example', ...needless });
    expect(created.status).toBe(201);
    const path = `/Users/${created.body.id}`;
    const answers = [
      created,
      await scim.put(path, { userName: 'ida@kept.example', ...needless }),
      await scim.change(path, { op: 'replace', value: needless }),
      await scim.change(path, { op: 'Add', value: { 'urn:example:hr:2.0:User:salary': 91_234 } }),
      await scim.change(path, { op: 'Replace', path: 'password', value: 'canary-password' }),
      await scim.get(path),
    ];
    for (const { status, body } of answers) {
      expect([200, 201]).toContain(status);
      expect(JSON.stringify(body)).not.toMatch(traces);
    }
    for (const refused of ['salary', 'urn:example:hr:2.0:User:birthDate', `${enterprise}:gender`, 'name.maidenName']) {
      const answer = await scim.change(path, { op: 'Add', path: refused, value: 'canary-named' });
      expect(answer.body).toMatchObject({ status: '400', scimType: 'invalidPath' });
    }
    const group = await scim.post('/Groups', {
      displayName: 'G',
      salary: 91_234,
      members: [{ value: created.body.id, gender: 'canary' }],
    });
    expect(JSON.stringify(group.body)).not.toMatch(traces);
    expect(await everything()).not.toMatch(traces);
  });
});
