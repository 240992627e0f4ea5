/** An object as JSON has them, its fields not looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is such an object: no list, no plain value. */
export function hasFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
