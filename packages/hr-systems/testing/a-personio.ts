import { anHrServer, secret, type Answer, type Asked, type HrRecord } from './an-hr-server.ts';

const most = 100;

/**
 * Personio's v1 API as its published description has it: a token for client id and secret, every attribute in a wrapping of
 * label, value, type and universal id, `limit` of at most 100 and `offset`, all attributes unless some are named, and
 * moments where a date is meant. Tokens here are good once; the next comes with each answer.
 */
export async function aPersonio(record: HrRecord) {
  let issued = 0;
  let token = '';
  const next = () => {
    issued += 1;
    token = `token-${issued}`;
    return token;
  };
  const attribute = (label: string, value: unknown) => ({ label, value, type: 'standard', universal_id: label });
  const named = (type: string, name: string) => ({ type, attributes: { id: 7, name } });

  const employees = ({ url }: Asked): Answer => {
    const asked = url.searchParams.getAll('attributes[]');
    return page(
      url,
      record.employees.map((one) => {
        const all = {
          first_name: one.first,
          last_name: one.last,
          email: one.email,
          gender: secret,
          status: one.isActive ? 'active' : 'inactive',
          supervisor:
            one.managerId === null
              ? null
              : { type: 'Employee', attributes: { id: attribute('ID', Number(one.managerId)) } },
          department: named('Department', one.department),
          office: named('Office', 'Munich'),
          cost_centers: [],
          hire_date: `${one.hired}T00:00:00+01:00`,
          termination_date: one.ended === null ? null : `${one.ended}T00:00:00+01:00`,
          fix_salary: secret,
          dynamic_21827: secret,
        };
        const shown = Object.entries(all).filter(([name]) => asked.length === 0 || asked.includes(name));
        const attributes = Object.fromEntries(shown.map(([name, value]) => [name, attribute(name, value)]));
        return { type: 'Employee', attributes: { id: attribute('ID', Number(one.id)), ...attributes } };
      }),
    );
  };

  const timeOffs = ({ url }: Asked): Answer => {
    const [from, to] = [url.searchParams.get('start_date') ?? '', url.searchParams.get('end_date') ?? ''];
    const shown = record.absences.filter((one) => one.ends >= from && one.starts <= to);
    return page(
      url,
      shown.map((one) => ({
        type: 'TimeOffPeriod',
        attributes: {
          id: Number(one.id),
          status: one.status,
          comment: secret,
          start_date: `${one.starts}T00:00:00+0100`,
          end_date: `${one.ends}T00:00:00+0100`,
          days_count: 1,
          half_day_start: 0,
          half_day_end: 0,
          time_off_type: { type: 'TimeOffType', attributes: { id: 1, name: secret, category: secret } },
          employee: { type: 'Employee', attributes: { id: attribute('ID', Number(one.employeeId)) } },
        },
      })),
    );
  };

  function page(url: URL, items: readonly unknown[]): Answer {
    const limit = Math.min(Number(url.searchParams.get('limit') ?? 50), most);
    const offset = Number(url.searchParams.get('offset') ?? 0);
    const metadata = { total_elements: items.length, current_page: 0, total_pages: Math.ceil(items.length / limit) };
    return {
      status: 200,
      headers: { authorization: `Bearer ${next()}` },
      body: { success: true, metadata, offset, limit, data: items.slice(offset, offset + limit) },
    };
  }

  const server = await anHrServer((asked) => {
    if (asked.url.pathname === '/v1/auth') {
      const { client_id: id, client_secret: given } = JSON.parse(asked.body) as Record<string, string>;
      if (id !== 'the-client' || given !== 'the-secret') return { status: 403, body: { success: false } };
      return { status: 200, body: { success: true, data: { token: next() } } };
    }
    if (asked.authorization !== `Bearer ${token}`) return { status: 401, body: { success: false } };
    if (asked.url.pathname === '/v1/company/employees') return employees(asked);
    return asked.url.pathname === '/v1/company/time-offs' ? timeOffs(asked) : { status: 404, body: {} };
  });
  return { ...server, credentials: { name: 'the-client', secret: 'the-secret' } };
}
