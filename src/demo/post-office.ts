/** A mail server on this machine that takes every mail and forwards none, for as long as the play lasts. */
export interface PostOffice {
  readonly port: number;
  close(): Promise<void>;
}

export async function openPostOffice(): Promise<PostOffice> {
  const { SMTPServer } = await import('smtp-server');
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _, done) {
      stream.resume().once('end', () => done());
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  const place = server.server.address();
  if (place === null || typeof place === 'string') throw new Error('the mail server of the demo has no port');
  return { port: place.port, close: () => new Promise((closed) => server.close(closed)) };
}
