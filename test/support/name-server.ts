import { createSocket } from 'node:dgram';

export interface NameServer {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** Names that were asked, in their order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A name server on loopback that knows text records alone; names that it lacks are not there. */
export async function nameServer(texts: Readonly<Record<string, readonly string[]>>): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, { port, address }) => {
    const { name, end } = nameIn(query);
    asked.push(name);
    socket.send(answerTo(query.subarray(0, end + 4), texts[name.toLowerCase()]), port, address);
  });
  await new Promise<void>((done) => void socket.bind(0, '127.0.0.1', done));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    close: () => new Promise((done) => void socket.close(() => done())),
  };
}

/** The first question's name, and where it ends. */
function nameIn(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.'), end: at + 1 };
}

/** RFC 1035: header and question as asked, then a record for each text. */
function answerTo(asked: Buffer, texts: readonly string[] | undefined): Buffer {
  const header = Buffer.from(asked);
  header.writeUInt16BE(texts ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(texts?.length ?? 0, 6);
  header.writeUInt32BE(0, 8);
  const records = (texts ?? []).map((text) => {
    const parts = (text.match(/[\s\S]{1,255}/g) ?? ['']).map((part) =>
      Buffer.concat([Buffer.from([part.length]), Buffer.from(part)]),
    );
    const words = Buffer.concat(parts);
    const head = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, words.length >> 8, words.length & 255]);
    return Buffer.concat([head, words]);
  });
  return Buffer.concat([header, ...records]);
}
