import { type TableName, tables } from '../projections/tables.ts';

export function upsertSql(table: TableName): string {
  const { columns, keys } = tables[table];
  const rest = columns.slice(keys).map((column) => `${column} = excluded.${column}`);
  const places = columns.map(() => '?').join(', ');
  const change = rest.length > 0 ? `UPDATE SET ${rest.join(', ')}` : 'NOTHING';
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places}) ON CONFLICT (${columns.slice(0, keys).join(', ')}) DO ${change}`;
}

export function updateSql(table: TableName, places: readonly number[]): string {
  const set = places.map((n) => `${tables[table].columns[n]} = ?`);
  return `UPDATE ${table} SET ${set.join(', ')} WHERE ${whereKey(table)}`;
}

function whereKey(table: TableName): string {
  const { columns, keys } = tables[table];
  return columns
    .slice(0, keys)
    .map((column) => `${column} = ?`)
    .join(' AND ');
}

export function deleteSql(table: TableName): string {
  return `DELETE FROM ${table} WHERE ${whereKey(table)}`;
}

export function ownedSql(table: TableName): string {
  const { columns, owner } = tables[table];
  return `SELECT ${columns.join(', ')} FROM ${table} WHERE ${owner} BETWEEN ? AND ? ORDER BY ${owner}`;
}

export function ownersSql(table: TableName): string {
  const { owner } = tables[table];
  return `SELECT DISTINCT ${owner} FROM ${table} ORDER BY ${owner}`;
}

export function ownerCountSql(table: TableName): string {
  return `SELECT COUNT(*) FROM (${ownersSql(table)})`;
}
