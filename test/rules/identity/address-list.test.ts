import { expect, test } from 'vitest';
import { recipientsIn } from '../../../src/rules/identity/address-list.ts';

test.each([
  ['ana@acme.com', ['ana@acme.com']],
  [' ANA@acme.com ', ['ana@acme.com']],
  ['Ana Ruiz <ana@acme.com>', ['ana@acme.com']],
  ['"Ruiz, Ana" <ana@acme.com>, bea@acme.com', ['ana@acme.com', 'bea@acme.com']],
  ['ana@acme.com; Bea <bea@acme.com>;', ['ana@acme.com', 'bea@acme.com']],
  ['<ana@acme.com>', ['ana@acme.com']],
  ['"a \\" <x@y.com>, b" <ana@acme.com>', ['ana@acme.com']],
  ['ana@acme.com (Ana, of Acme)', ['ana@acme.com']],
  ['ana@acme.com (at work; till 5), bo@acme.com', ['ana@acme.com', 'bo@acme.com']],
  ['<ana@acme.com>,<bo@acme.com>', ['ana@acme.com', 'bo@acme.com']],
  ['Ana: Bo <ana@acme.com>', ['ana@acme.com']],
  ['"ana@acme.com', ['ana@acme.com']],
  [' ', ['']],
  ['Board: ana@acme.com, bea@acme.com;', ['ana@acme.com', 'bea@acme.com']],
  ['undisclosed recipients:;', ['undisclosed recipients:;']],
  ['no address', ['no address']],
])('M7 the recipients of %s', (field, wanted) => {
  expect([...recipientsIn([field, field])]).toEqual(wanted);
});
