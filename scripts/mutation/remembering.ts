/** Stands in the place of src/rules/vocabulary/remembering.ts: what was found with one mutant, or in one test of the first run, is forgotten in the next. */
import * as kept from '../../src/rules/vocabulary/remembering.ts';

interface Switch {
  readonly activeMutant?: string;
  readonly currentTestId?: string;
}

function switchedOn(): string | undefined {
  const { activeMutant, currentTestId }: Switch = Reflect.get(globalThis, '__stryker__') ?? {};
  return activeMutant ?? currentTestId;
}

export function remembering<Of extends object, Found>(): ReturnType<typeof kept.remembering<Of, Found>> {
  const known = kept.remembering<Of, Found>();
  return (of, find, conditions = []) => known(of, find, [...conditions, switchedOn()]);
}

export function oncePerObject<Of extends object, Given extends readonly unknown[], Found>(
  find: (of: Of, ...given: Given) => Found,
): (of: Of, ...given: Given) => Found {
  const known = remembering<Of, Found>();
  return (of, ...given) => known(of, () => find(of, ...given), given);
}

export function oncePerText<Found>(
  ...asked: Parameters<typeof kept.oncePerText<Found>>
): ReturnType<typeof kept.oncePerText<Found>> {
  let on = switchedOn();
  let known = kept.oncePerText(...asked);
  return (text) => {
    if (on !== switchedOn()) known = kept.oncePerText(...asked);
    on = switchedOn();
    return known(text);
  };
}
