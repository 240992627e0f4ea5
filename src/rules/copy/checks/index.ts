/** Every check of a mail, in the order of an answer (§5.3). */

import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { bodyAlone } from '../form/body-alone.ts';
import { headerSafe } from '../form/headers.ts';
import { formatPlain } from '../form/plain-format.ts';
import { subjectHonest } from '../form/subject.ts';
import { templateIntegrity } from '../form/template-integrity.ts';
import { tokenUnresolved } from '../form/unresolved-tokens.ts';
import { bespokePostBriefing } from '../grounds/bespoke.ts';
import { claimsTraced } from '../grounds/claims.ts';
import { companyInsight } from '../grounds/company-insight.ts';
import { mergeGreeting, personalNames } from '../grounds/names.ts';
import { slotFloor } from '../grounds/slots.ts';
import { marketHook, personalTrigger } from '../grounds/timing.ts';
import type { CopyContext, CopyMessage } from '../message.ts';
import { mergeCrossAccount } from '../others/cross-account.ts';
import { pricingGate } from '../price/pricing-gate.ts';
import { brandTerms, termsSupplied } from '../voice/brand-terms.ts';
import { lowFriction } from '../voice/call-to-action.ts';
import { lastTouch } from '../voice/last-touch.ts';
import { parallelAxis } from '../voice/parallel-axis.ts';
import { firstPerson, sentenceCount } from '../voice/prose.ts';
import { vendorSpeak } from '../voice/vendor-speak.ts';
import { valueFirst } from '../voice/voice.ts';
import { addressPresent } from '../ways-out/address.ts';
import { optOutPresent } from '../ways-out/opt-out.ts';
import { optOutTransportSafe } from '../ways-out/transport.ts';

type CopyCheck = (message: CopyMessage, context: CopyContext, policy: CopyPolicy) => Check;

/** Every check of 5.3 that a program can make, in the order in which an answer lists them. */
export const copyChecks: readonly CopyCheck[] = [
  (message, _, policy) => sentenceCount(message, policy),
  (message, _, policy) => firstPerson(message, policy),
  pricingGate,
  optOutPresent,
  optOutTransportSafe,
  addressPresent,
  parallelAxis,
  (message, _, policy) => tokenUnresolved(message, policy),
  headerSafe,
  subjectHonest,
  formatPlain,
  bodyAlone,
  templateIntegrity,
  lastTouch,
  (_, context, policy) => slotFloor(context, policy),
  personalNames,
  mergeGreeting,
  mergeCrossAccount,
  companyInsight,
  personalTrigger,
  marketHook,
  bespokePostBriefing,
  claimsTraced,
  valueFirst,
  vendorSpeak,
  lowFriction,
  brandTerms,
  (_message, _context, policy) => termsSupplied(policy),
];

/** All checks run, so that one answer names every obstacle. `fail` blocks a mail, `warn` shows (ruling K1). */
export function runCopyChecks(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check[] {
  return copyChecks.map((check) => check(message, context, policy));
}
