import type { TemplateVersion } from '../../rules/aggregates/copy.ts';
import type { Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { TemplateStep } from '../port/records.ts';

export interface TemplateRow extends TemplateVersion {
  readonly subject: string;
  readonly body: string;
  readonly slots: string;
  readonly drafted_at: Instant;
  readonly drafted_by: Role;
}

export interface TemplateStepRow {
  readonly seq: number;
  readonly state: TemplateStep['state'];
  readonly hash: string;
  readonly at: Instant;
  readonly role: TemplateStep['role'];
  readonly principal: string | null;
  readonly because: string | null;
}
