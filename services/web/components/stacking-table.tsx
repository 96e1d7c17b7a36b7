import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './stacking-table.module.css';

/**
 * A table that stacks each row into lines on a phone. Roles are spelled out because browsers drop a table's own
 * once it is laid out differently.
 */
export function StackingTable({
  caption,
  columns,
  rows,
}: {
  /** For those who cannot see what stands around it. */
  caption: string;
  columns: readonly string[];
  rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}) {
  return (
    <Table role="table" aria-label={caption} className={classes.table} tabularNums>
      <Table.Thead role="rowgroup" className={classes.head}>
        <Table.Tr role="row">
          {columns.map((column) => (
            <Table.Th key={column} role="columnheader" scope="col">
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup">
        {rows.map(({ key, cells }) => (
          <Table.Tr key={key} role="row">
            {cells.map((cell, index) => (
              <Table.Td key={columns[index]} role="cell" className={classes.cell}>
                <span className={classes.label} aria-hidden>
                  {columns[index]}
                </span>
                <span className={classes.value}>{cell}</span>
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
