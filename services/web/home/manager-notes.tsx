import { Alert, List } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { managerNotesResponse } from '@throughline/contracts/pages/manager-notes.ts';
import { get } from '../app/api.ts';

const managerNotesQuery = queryOptions({
  queryKey: ['conversations', 'manager-notes'],
  queryFn: ({ signal }) => get('/api/manager-notes', managerNotesResponse, signal),
});

/** More than the weeks hold, many in a day, one that was short: to whom it concerns and to nobody else. */
export function ManagerNotes() {
  const { data } = useQuery(managerNotesQuery);
  const notes = data ? [...(data.workload === null ? [] : [data.workload]), ...data.pace] : [];
  if (notes.length === 0) return null;
  return (
    <Alert title="For you alone">
      <List size="sm" spacing={6}>
        {notes.map((note) => (
          <List.Item key={note}>{note}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
