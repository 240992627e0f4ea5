import type { Scope } from '../resources/resource.ts';
import type { Refusal } from '../rules/vocabulary/refusal.ts';
import type { Role } from '../rules/vocabulary/roles.ts';

export interface PromptScope extends Scope {
  readonly role: Role;
}

/** A ready-made request to the model. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly args: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
  complete?(argument: string, typed: string, scope: Scope): readonly string[];
  text(args: Readonly<Record<string, string>>, scope: PromptScope): { readonly text: string } | Refusal;
}
