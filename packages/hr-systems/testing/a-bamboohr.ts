import { anHrServer, basicOf, secret, type Answer, type Asked, type HrRecord } from './an-hr-server.ts';

/** The most one answer holds here, whatever is asked for. */
const most = 100;

/**
 * BambooHR's List Employees and List Time Off Requests as its published API description has them: cursors, `meta.total`, a
 * default set of fields, others by name alone, and what the key may not read as null beside `_restrictedFields`.
 */
export async function aBambooHr(record: HrRecord) {
  const restricted: string[] = [];

  const employees = ({ url }: Asked): Answer => {
    const asked = (url.searchParams.get('fields') ?? '').split(',');
    const limit = Math.min(Number(url.searchParams.get('page[limit]') ?? 250), most);
    const from = Number(url.searchParams.get('page[after]') ?? 0);
    const shown = record.employees.slice(from, from + limit);
    const isMore = from + shown.length < record.employees.length;
    const data = shown.map((one) => {
      const optional: Record<string, unknown> = {
        displayName: `${one.first} ${one.last}`,
        workEmail: one.email,
        reportsToId: one.managerId,
        departmentName: one.department,
        divisionName: null,
        locationName: 'Munich',
        hireDate: one.hired,
        terminationDate: one.ended ?? '0000-00-00',
        payRate: secret,
        birthDate: secret,
        gender: secret,
      };
      const fields: Record<string, unknown> = {
        employeeId: one.id,
        firstName: one.first,
        lastName: one.last,
        preferredName: null,
        jobTitleName: 'Engineer',
        photoUrl: 'https://photos.example/1',
        status: one.isActive ? 'active' : 'inactive',
        ...Object.fromEntries(Object.entries(optional).filter(([name]) => asked.includes(name))),
      };
      for (const name of restricted) if (name in fields) fields[name] = null;
      return { ...fields, ...(restricted.length > 0 ? { _restrictedFields: restricted } : {}) };
    });
    const meta = {
      total: record.employees.length,
      page: { nextCursor: isMore ? String(from + shown.length) : null, prevCursor: null },
    };
    return { status: 200, body: { data, meta, _links: { self: url.href } } };
  };

  const timeOff = ({ url }: Asked): Answer => {
    const [from, to] = [url.searchParams.get('start') ?? '', url.searchParams.get('end') ?? ''];
    const status = (url.searchParams.get('status') ?? 'approved,denied,requested').split(',');
    const shown = record.absences.filter((one) => one.ends >= from && one.starts <= to && status.includes(one.status));
    return {
      status: 200,
      body: shown.map((one) => ({
        id: one.id,
        employeeId: one.employeeId,
        name: 'Somebody',
        start: one.starts,
        end: one.ends,
        created: '2026-01-01',
        status: { status: one.status, lastChanged: '2026-01-02' },
        type: { id: '78', name: secret },
        amount: { unit: 'days', amount: '1' },
        dates: { [one.starts]: '1' },
        notes: { employee: secret },
      })),
    };
  };

  const server = await anHrServer((asked) => {
    if (asked.authorization !== basicOf('the-key', 'x')) return { status: 401, body: '' };
    if (asked.url.pathname === '/api/v1/employees') return employees(asked);
    return asked.url.pathname === '/api/v1/time_off/requests' ? timeOff(asked) : { status: 404, body: '' };
  });
  return { ...server, restricted, credentials: { name: '', secret: 'the-key' } };
}
