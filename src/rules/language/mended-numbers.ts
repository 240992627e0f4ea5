/** A folded text, with digits, separators and signs of money where letters, points and octets stand for them. */
export function mended(text: string): string {
  return text
    .replace(/(?:[=%][0-9A-F]{2})+/g, octets)
    .replace(/(?<=\d)k(\d)(?!\d)/gi, '.$1k')
    .replace(/\bc-notes?\b/gi, 'benjamins')
    .replace(/(?<=\d ?)(tsd|mio|mrd|mln)\./gi, '$1')
    .replace(/\bus-(?=dollar)/gi, 'us ')
    .replace(/(?<=\d)[oO]+(?!\p{L})/gu, (zeros) => '0'.repeat(zeros.length))
    .replace(/(?<=\d)[·˙٬_ˌ](?=\d{3})/g, ',')
    .replace(/(?<=\d)k(?=\p{L}{3})/giu, 'k ');
}

/** `=24` and `%24` are a dollar sign to whoever decodes the mail. */
function octets(written: string): string {
  try {
    const shown = decodeURIComponent(written.replaceAll('=', '%'));
    return /^\p{Sc}$/u.test(shown) ? shown : written;
  } catch {
    return written;
  }
}
