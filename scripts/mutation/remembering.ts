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

export function onceAlong<Of extends object, Given extends readonly unknown[], Found>(
  ofNone: Found,
  further: (found: Found, more: readonly Of[], ...given: Given) => Found,
): (list: readonly Of[], ...given: Given) => Found {
  const known = kept.onceAlong<Of, [string | undefined, ...Given], Found>(ofNone, (found, more, _, ...given) =>
    further(found, more, ...given),
  );
  return (list, ...given) => known(list, switchedOn(), ...given);
}

export function keptAlong<Of extends object, Given extends readonly unknown[]>(
  test: (each: Of, ...given: Given) => boolean,
): (list: readonly Of[], ...given: Given) => readonly Of[] {
  const known = kept.keptAlong<Of, [string | undefined, ...Given]>((each, _, ...given) => test(each, ...given));
  return (list, ...given) => known(list, switchedOn(), ...given);
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
