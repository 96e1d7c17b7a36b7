import type { EmployeeRow } from '@throughline/app/employee-row.ts';
import type { EmployeeChange } from '@throughline/app/put-employee.ts';
import type { V1Employee, V1EmployeeChange, V1NewEmployee } from '@throughline/contracts/v1/employees.ts';
import type { EmployeeView } from '@throughline/db/employee-view-store.ts';
import type { PersonStatus } from '@throughline/domain/people/person.ts';

const statuses = { active: 'ACTIVE', pending: 'PENDING', inactive: 'INACTIVE' } as const;
export const statusOf: Readonly<Record<V1Employee['employment_status'], PersonStatus>> = {
  ACTIVE: 'active',
  PENDING: 'pending',
  INACTIVE: 'inactive',
};

export function v1EmployeeOf(view: EmployeeView): V1Employee {
  return {
    id: view.id,
    remote_id: view.externalId,
    first_name: view.givenName,
    last_name: view.familyName,
    display_full_name: view.displayName,
    work_email: view.workEmail,
    time_zone: view.timeZone,
    country: view.country,
    groups: [...view.groups],
    level: view.level,
    manager: view.managerId,
    manager_remote_id: view.managerExternalId,
    start_date: view.startDate?.toString() ?? null,
    termination_date: view.endDate?.toString() ?? null,
    employment_status: statuses[view.status],
    last_career_conversation_on: view.lastCareerConversationOn?.toString() ?? null,
    remote_was_deleted: view.removedAt !== null,
    created_at: view.createdAt.toString(),
    modified_at: view.updatedAt.toString(),
  };
}

/** What an API client states, in our words; what it leaves out is left out. */
export function employeeChangeOf(stated: V1EmployeeChange): EmployeeChange {
  const { first_name, last_name, display_full_name, work_email, remote_id, time_zone, employment_status } = stated;
  return {
    ...(remote_id === undefined ? {} : { externalId: remote_id }),
    ...(first_name === undefined ? {} : { givenName: first_name }),
    ...(last_name === undefined ? {} : { familyName: last_name }),
    ...(display_full_name === undefined ? {} : { displayName: display_full_name }),
    ...(work_email === undefined ? {} : { workEmail: work_email }),
    ...(time_zone === undefined ? {} : { timeZone: time_zone }),
    ...(stated.country === undefined ? {} : { country: stated.country }),
    ...(stated.groups === undefined ? {} : { groups: stated.groups }),
    ...(stated.level === undefined ? {} : { level: stated.level }),
    ...dateOf('startDate', stated.start_date),
    ...dateOf('endDate', stated.termination_date),
    ...(employment_status === undefined ? {} : { status: statusOf[employment_status] }),
    ...dateOf('lastCareerConversationOn', stated.last_career_conversation_on),
    ...managerOf(stated),
  };
}

export function employeeRowOf(stated: V1NewEmployee): EmployeeRow {
  return {
    externalId: null,
    ...employeeChangeOf(stated),
    givenName: stated.first_name,
    familyName: stated.last_name,
    workEmail: stated.work_email,
  };
}

function dateOf<Name extends string>(name: Name, text: string | null | undefined) {
  if (text === undefined) return {};
  return { [name]: text === null ? null : Temporal.PlainDate.from(text) } as Record<Name, Temporal.PlainDate | null>;
}

function managerOf({ manager, manager_remote_id, manager_since }: V1EmployeeChange): Pick<EmployeeChange, 'manager'> {
  const since = manager_since === undefined ? {} : { since: Temporal.PlainDate.from(manager_since) };
  if (manager) return { manager: { personId: manager, ...since } };
  if (manager_remote_id) return { manager: { externalId: manager_remote_id, ...since } };
  return manager === null || manager_remote_id === null ? { manager: null } : {};
}
