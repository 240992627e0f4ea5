import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** How `.xlsx` and `.ods` begin, which are archives, and `.xls`. */
const workbooks = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

export async function kindOf(path: string): Promise<{ readonly encoding: Encoding; readonly isWorkbook: boolean }> {
  const head = await headOf(path);
  const isWorkbook = workbooks.some((mark) => mark.every((byte, n) => head[n] === byte));
  return { encoding: isWorkbook ? 'windows-1252' : await encodingOf(path, head), isWorkbook };
}

/** The encoding by the first bytes; a file without a mark is UTF-8 if all of it reads so, else Excel's on Windows. */
async function encodingOf(path: string, head: Uint8Array): Promise<Encoding> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 1].map((parity) => head.filter((byte, n) => byte === 0 && n % 2 === parity).length);
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 4 && even === 0) return 'utf-16le';
  if (even > head.length / 4 && odd === 0) return 'utf-16be';
  return (await isUtf8(path)) ? 'utf-8' : 'windows-1252';
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(1024), position: 0 });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isUtf8(path: string): Promise<boolean> {
  try {
    for await (const _ of decoded(path, new TextDecoder('utf-8', { fatal: true })));
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The text in pieces, its mark taken off. */
export function textOf(path: string, encoding: Encoding): AsyncGenerator<string> {
  return decoded(path, new TextDecoder(encoding));
}

async function* decoded(path: string, decoder: InstanceType<typeof TextDecoder>): AsyncGenerator<string> {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
