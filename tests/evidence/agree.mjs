// The browser's verifier against what the Rust one was made to find: `node tests/evidence/agree.mjs SAMPLE.zip MUTANTS`. The sample is
// whole, with the policy beside it and without; of each mutant, named CODE--WHAT.zip, the code is among those found. Those named
// *.trusted.zip are wrong against the given policy only. Without MUTANTS the sample alone is looked at.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage } from '../../crates/package/verify/src/court.js';

const [sample, folder] = process.argv.slice(2);
const policy = readFileSync(`${sample}.policy.txt`);
const troubles = [];

async function expect(path, code, given) {
  const { verdict, findings } = await checkPackage(new Blob([readFileSync(path)]), given);
  const found = [...new Set(findings.map((finding) => finding.code))];
  const isRight = code === null ? verdict === (given ? 'whole' : 'claimed') : verdict === 'broken' && found.includes(code);
  if (!isRight) troubles.push(`${path} ${given ? 'with' : 'without'} a policy: ${verdict} ${JSON.stringify(findings.slice(0, 5))}, not ${code ?? 'whole'}`);
}

await expect(sample, null, policy);
await expect(sample, null, null);
const mutants = folder ? readdirSync(folder).filter((name) => name.endsWith('.zip')) : [];
for (const name of mutants) {
  const code = name.split('--')[0];
  await expect(join(folder, name), code, policy);
  await expect(join(folder, name), name.endsWith('.trusted.zip') ? null : code, null);
}
if (folder && mutants.length === 0) troubles.push(`no mutants in ${folder}`);
troubles.forEach((trouble) => console.log(trouble));
console.log(`both verifiers agree on ${mutants.length + 1 - troubles.length} of ${mutants.length + 1} packages`);
process.exitCode = troubles.length > 0 ? 1 : 0;
