import { describe, expect, test } from 'vitest';
import { received } from '../../src/serving/envelope.ts';
import { plainly } from '../../src/serving/plain-errors.ts';

const answered = (line: string) => received(line).map((each) => ('answer' in each ? each.answer : each));
const refusal = (id: string | number | null, code: number) =>
  expect.objectContaining({ jsonrpc: '2.0', id, error: { code, message: expect.any(String) } });

describe('B.7 a request with a broken envelope is answered with its id', () => {
  test.each([
    ['{"id":"x1","method":"tools/list"}', 'x1', -32600],
    ['{"jsonrpc":"1.0","id":2,"method":"tools/list"}', 2, -32600],
    ['{"jsonrpc":"2.0","id":3}', 3, -32600],
    ['{"jsonrpc":"2.0","id":3,"method":7}', 3, -32600],
    ['{"jsonrpc":"2.0","id":null,"method":"ping"}', null, -32600],
    ['{"jsonrpc":"2.0","id":1.5,"method":"ping"}', 1.5, -32600],
    ['{"jsonrpc":"2.0","id":4,"method":"tools/list","params":[]}', 4, -32602],
    ['{"jsonrpc":"2.0","id":5,"method":"tools/list","params":{"_meta":7}}', 5, -32602],
    ['[{"jsonrpc":"2.0","id":6,"method":"ping"}]', 6, -32600],
    ['[]', null, -32600],
  ])('%s', (line, id, code) => {
    expect(answered(line)).toEqual([refusal(id, code)]);
  });

  test('null parameters, arguments, cursors are none, and arguments may come as text', () => {
    const read = (params: string) => received(`{"jsonrpc":"2.0","id":1,"method":"m","params":${params}}`);
    const message = { jsonrpc: '2.0', id: 1, method: 'm' };
    expect(read('null')).toEqual([{ message }]);
    expect(read('{"name":"t","arguments":null,"cursor":null,"_meta":null}')).toEqual([
      { message: { ...message, params: { name: 't' } } },
    ]);
    expect(read('{"arguments":"{\\"a\\":1}"}')).toEqual([{ message: { ...message, params: { arguments: { a: 1 } } } }]);
  });

  test('a byte order mark is skipped; a line that is no JSON holds nothing', () => {
    const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
    expect(received(`\uFEFF${JSON.stringify(ping)}`)).toEqual([{ message: ping }]);
    expect(received('hello')).toEqual([]);
  });

  test('a notification without an envelope, and a bare value, are passed over', () => {
    for (const line of ['{"method":"notifications/initialized"}', '7', 'null'])
      expect(received(line)).toEqual([{ passedOver: expect.any(Error) }]);
  });
});

test('Results: an error that is the analysis of a validator is told in sentences', () => {
  const message = 'Invalid x request: [{"expected":"string","code":"invalid_type","path":["params","name"]}]';
  expect(plainly({ jsonrpc: '2.0', id: 1, error: { code: -32603, message } })).toEqual({
    jsonrpc: '2.0',
    id: 1,
    error: {
      code: -32602,
      message: 'the parameters do not fit: `params.name` must be a text; correct them and ask again',
    },
  });
  const unknown = { jsonrpc: '2.0' as const, id: 1, error: { code: -32601, message: 'Method not found' } };
  expect(plainly(unknown)).toMatchObject({
    id: 1,
    error: { code: -32601, message: expect.stringContaining('the server has no such method') },
  });
  const other = { jsonrpc: '2.0' as const, id: 1, error: { code: -32602, message: 'there is no prompt `x`' } };
  expect(plainly(other)).toEqual(other);
});
