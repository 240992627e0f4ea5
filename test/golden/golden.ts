import { canonical } from '../../src/ledger/events/canonical-json.ts';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import type { Command } from '../../src/rules/command/command.ts';
import { explain } from '../../src/rules/explain/explain-account.ts';
import type { Check } from '../../src/rules/vocabulary/check.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { start } from '../support/builders.ts';
import { TestWorld } from '../support/world.ts';

const dense = (value: unknown) => JSON.stringify(value);

const checkLine = ({ rule, verdict, clause, ruling, because, basis, evidence, remedy }: Check) =>
  `    ${verdict} ${rule} (§${clause}${ruling ? `, ${ruling}` : ''}, ${basis}): ${because}${evidence ? ` ${dense(evidence)}` : ''}${remedy ? ` | ${remedy}` : ''}`;

/** The streams of persons and pieces are left to the tests of their own commands. */
const isTold = ({ stream }: { readonly stream: string }) => stream === 'desk' || stream.startsWith('account:');

/** Tells a story to the rules, and writes down all that they answer and record: whoever changes a word of it sees it here. */
export class Chronicle {
  readonly world = new TestWorld(start);
  readonly #lines: string[] = [];

  get text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  at(now: string): void {
    this.world.now = now;
    this.#lines.push('', `== ${now}`);
  }

  say<Args extends object, Input, Extra extends object>(
    role: Role,
    command: Command<Args, Input, Extra>,
    args: Args,
  ): Extra | null {
    const before = this.world.events.length;
    const answer = this.world.try(role, command, args);
    this.#lines.push('', `${role} ${command.name} ${dense(args)}`);
    if (isRefusal(answer)) {
      const { code, clause, ruling, found, next, checks = [] } = answer;
      this.#lines.push(
        `  ${code} (${clause ?? '-'}, ${ruling ?? '-'}): ${found}. Next: ${next}`,
        ...checks.map(checkLine),
      );
      return null;
    }
    const { outcome, summary, checks, extra } = answer;
    this.#lines.push(`  ${outcome}: ${summary} ${dense(extra)}`, ...checks.map(checkLine));
    for (const { stream, event, at, by } of this.world.events.slice(before).filter(isTold))
      this.#lines.push(`  ${stream} ${at} ${by} ${canonical(event)}`);
    return answer.extra;
  }

  /** Brings the account up to now by a call that changes nothing of its own. */
  stir(domain: string): void {
    this.say('sales.ops', saveAccount, { domain });
  }

  explain(domain: string): void {
    const state = this.world.account(domain);
    const { checks, missing, next } = explain(
      { state, suppressed: this.world.suppressed },
      this.world.context('viewer'),
    );
    this.#lines.push(
      '',
      `explain ${domain}: ${state.stage}/${state.review} ${dense(state.flags)}`,
      ...checks.map(checkLine),
    );
    this.#lines.push(...missing.map((each) => `    missing ${dense(each)}`), `    next ${dense(next)}`);
  }
}
