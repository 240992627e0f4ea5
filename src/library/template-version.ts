import type { TemplateFile } from '../rules/copy/render/template.ts';

/** The parts of a template's version that everybody may read. */
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
