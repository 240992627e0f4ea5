/** Prints `PASSED FAILED` from Vitest's JSON report. Arguments: the report, the exit status of the run. */
import { readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
// A file that doesn't load has no failed test to count; neither has an error outside every test.
const unloaded = testResults.filter((result) => result.status === 'failed' && !failures(result)).length;
const failed = numFailedTests + unloaded;
console.log(numPassedTests, failed === 0 && status !== '0' ? 1 : failed);

function failures({ assertionResults }) {
  return assertionResults.some((test) => test.status === 'failed');
}
