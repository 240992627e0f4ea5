import type { TemplateFile } from '../rules/copy/render/template.ts';

/** What everybody may read of a template's version. */
export interface VersionText {
  readonly key: string;
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly hash: string;
  readonly sequence: string;
  readonly touch: number;
  readonly subject: string;
  readonly body: string;
  readonly slots: TemplateFile['slots'];
}
