/** Texts that ship: templates, rulings, stored listings of tools. */

import { type LoadedPolicy, policyShow } from '../policy/index.ts';
import { loadRulings, type Ruling } from '../policy/rulings.ts';
import { shippedTemplates } from './shipped-templates.ts';
import type { VersionText } from './template-version.ts';

/** The texts that ship with the program. Each is read when it is first asked for, so that a start reads none. */
export interface Library {
  readonly rulings: readonly Ruling[];
  readonly templates: readonly VersionText[];
  readonly policyHash: string;
  /** The policy as tables for a person. */
  readonly policyText: string;
}

export function libraryFor(policy: LoadedPolicy): Library {
  let rulings: readonly Ruling[] | undefined;
  let templates: readonly VersionText[] | undefined;
  let text: string | undefined;
  return {
    policyHash: policy.hash,
    get rulings() {
      rulings ??= loadRulings();
      return rulings;
    },
    get templates() {
      templates ??= shippedTemplates();
      return templates;
    },
    get policyText() {
      text ??= policyShow(policy);
      return text;
    },
  };
}
