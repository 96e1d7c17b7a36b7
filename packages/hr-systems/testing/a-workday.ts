import { anHrServer, basicOf, secret, type HrRecord } from './an-hr-server.ts';

/**
 * Two Workday custom reports as web services: `{"Report_Entry": [...]}` when asked for JSON, XML otherwise, all columns the
 * report's author put there, flags as 1 and 0, and whatever is empty left as an empty text. `extra` are more rows.
 */
export async function aWorkday(record: HrRecord) {
  const extra: Record<string, unknown>[] = [];
  const workers = () => [
    ...record.employees.map((one) => ({
      Employee_ID: one.id,
      First_Name: one.first,
      Last_Name: one.last,
      Work_Email: one.email ?? '',
      Manager_ID: one.managerId ?? '',
      Active_Status: one.isActive ? '1' : '0',
      Hire_Date: one.hired,
      Termination_Date: one.ended ?? '',
      Department: one.department,
      Location: [{ Descriptor: 'Munich', WID: 'd588c41a446c11de98360015c5e6daf6' }],
      Primary_Job: '1',
      Base_Pay: secret,
      Date_of_Birth: secret,
      Gender: secret,
    })),
    ...extra,
  ];
  const absences = () =>
    record.absences.map((one) => ({
      Employee_ID: one.employeeId,
      Start_Date: one.starts,
      End_Date: one.ends,
      Status: one.status === 'approved' ? 'Approved' : 'Submitted',
      Time_Off_Type: secret,
      Comment: secret,
    }));

  const server = await anHrServer(({ url, authorization }) => {
    if (authorization !== basicOf('ISU_Throughline', 'the-password')) return { status: 401, body: '' };
    if (url.searchParams.get('format') !== 'json') return { status: 200, body: '<wd:Report_Data/>' };
    const rows = url.pathname.endsWith('Absences') ? absences() : workers();
    return { status: 200, body: { Report_Entry: rows } };
  });
  const reports = '/ccx/service/customreport2/acme/ISU_Throughline';
  return {
    ...server,
    extra,
    address: `${server.origin}${reports}/Workers?Active_Only=0`,
    absencesAddress: `${server.origin}${reports}/Absences`,
    credentials: { name: 'ISU_Throughline', secret: 'the-password' },
  };
}
