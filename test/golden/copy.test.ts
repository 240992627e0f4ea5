import { expect, it } from 'vitest';
import { activation, checksOf, counted, fixtures } from '../rules/copy/example.ts';

/** Answers of every check on every example, its own or not: in full where one does not pass, else by name. */
it('5.3f what the checks say of each example, word for word', async () => {
  const lines = Object.entries(fixtures.rules).flatMap(([rule, { pass, fail }]) =>
    [...pass, ...fail].flatMap(({ message_overrides, context_overrides }, n) => {
      const checks = checksOf({ ...fixtures.base_message, ...message_overrides }, context_overrides);
      const open = checks.filter(({ verdict }) => verdict !== 'pass').map((check) => `  ${JSON.stringify(check)}`);
      const passed = checks
        .filter(({ verdict }) => verdict === 'pass')
        .map((check) => `${check.rule}: ${check.because}`);
      return ['', `${rule} ${n + 1}`, ...open, `  pass ${passed.join('; ')}`];
    }),
  );
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('copy-examples.txt');
});

it('5.3f the sentences of each text that was counted, and what it lacks as a body, in both sequences', async () => {
  const lines = counted.flatMap(({ t }) =>
    [{}, activation].flatMap((context) => {
      const checks = checksOf({ ...fixtures.base_message, body: t, subject: t }, context);
      return [
        '',
        t,
        ...checks.filter(({ verdict }) => verdict !== 'pass').map((check) => `  ${JSON.stringify(check)}`),
      ];
    }),
  );
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('copy-bodies.txt');
});
